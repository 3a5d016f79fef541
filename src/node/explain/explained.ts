import type { Plan, PlanFacts } from '../../core/insight/plan/plan.ts';

/** A statement whose plan is asked for. */
export interface ExplainRequest {
  /** With its literals, as the database was asked. */
  readonly statement: string;
  /** Of what it was given beside; undefined where nobody knows. */
  readonly parameterTypes?: readonly string[] | undefined;
  /** Whether a read without parameters may be run for its plan. */
  readonly analyze: boolean;
  /** Longest the database works on one step, in milliseconds. */
  readonly timeoutMillis: number;
}

export interface Explained {
  readonly plan: Plan;
  readonly facts: PlanFacts;
}

/** How much longer than the database the client waits, in milliseconds. */
export const GRACE_MILLIS = 5_000;

/** Why there is no plan; its message has no values of the application. */
export class ExplainRefusal extends Error {
  override readonly name = 'ExplainRefusal';
}

/** What databases say of a fault may have values in it, so that only its code is told. */
export const refusalOf = (error: unknown, doing: string): ExplainRefusal => {
  if (error instanceof ExplainRefusal) return error;
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  const told = typeof code === 'string' && /^\w{1,40}$/.test(code) ? ` (${code})` : '';
  return new ExplainRefusal(`${doing} failed${told}`);
};
