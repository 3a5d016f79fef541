import type { OttlSubject, OttlValue } from '../value.ts';

/** A function of pkg/ottl. Arguments come in the order of `parameters`; those left out are undefined. */
export interface OttlFunction {
  /** As named arguments are written. */
  readonly parameters: readonly string[];
  /** The first of those that may be left out. */
  readonly optionalFrom?: number;
  evaluate(given: readonly OttlValue[], subject: OttlSubject): OttlValue;
  /**
   * Parameters that have to be written as a text, each with what makes a value of it once, before any data.
   * Throws where that cannot be done.
   */
  readonly prepared?: Readonly<Record<string, (text: string) => (given: readonly OttlValue[]) => OttlValue>>;
}

export type Functions = Readonly<Record<string, OttlFunction>>;

/** A function of one argument. */
export const unary = (parameter: string, evaluate: (value: OttlValue) => OttlValue): OttlFunction => ({
  parameters: [parameter],
  evaluate: ([value]) => evaluate(value),
});
