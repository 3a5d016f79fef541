import type { ResourceSpans } from '../otlp/model.ts';
import type { PolicyFigures } from './decide.ts';
import { figuresOf, type RowFigures, type Share, shareOf } from './figures.ts';
import { type Finding, findingsOf } from './findings.ts';
import type { NotSimulated, Plan } from './plan.ts';
import type { Recording } from './recording.ts';
import { createTally } from './tally.ts';

/** What a request takes to be slow where no policy says it, in milliseconds. */
const DEFAULT_SLOW_MILLIS = 1000;

const SECONDS_PER_DAY = 86_400;
const BYTES_PER_GB = 1e9;

export interface Prices {
  /** Money for a GB, 10^9 bytes of OTLP in protobuf. */
  readonly perGb?: number;
  readonly perMillionSpans?: number;
}

interface Amount {
  readonly gbPerDay: number;
  readonly spansPerDay: number;
  /** Null where no price is given. */
  readonly moneyPerDay: number | null;
}

export interface Result {
  /** The file or preset. */
  readonly name: string;
  readonly pipelines: readonly string[];
  readonly simulated: readonly string[];
  readonly notSimulated: readonly NotSimulated[];
  readonly slowMillis: number;
  readonly total: RowFigures;
  readonly tracesWithErrors: Share;
  readonly cost: { readonly before: Amount; readonly after: Amount };
  readonly policies: readonly PolicyFigures[];
  /** Those with most requests first. */
  readonly services: readonly RowFigures[];
  readonly routes: readonly RowFigures[];
  readonly findings: readonly Finding[];
}

export interface Simulation {
  /** @param now seconds since 1970, which never goes back */
  push(batches: readonly ResourceSpans[], now: number): void;
  /** What is still waiting is decided. To be called once. */
  finish(recording: Recording, prices: Prices): Result;
}

const amountOf = (
  bytes: number,
  spans: number,
  seconds: number,
  { perGb, perMillionSpans }: Prices,
): Amount => {
  const perDay = SECONDS_PER_DAY / seconds;
  const gbPerDay = (bytes * perDay) / BYTES_PER_GB;
  const spansPerDay = spans * perDay;
  const hasPrice = perGb !== undefined || perMillionSpans !== undefined;
  const money = gbPerDay * (perGb ?? 0) + (spansPerDay / 1e6) * (perMillionSpans ?? 0);
  return { gbPerDay, spansPerDay, moneyPerDay: hasPrice ? money : null };
};

const byTraffic = (one: RowFigures, other: RowFigures): number =>
  other.requests.before - one.requests.before || other.spans.before - one.spans.before;

/** Sends recorded spans through the samplers of a plan and counts what is left of them. */
export const createSimulation = (name: string, plan: Plan, slow?: number): Simulation => {
  const slowMillis = slow ?? plan.slowMillis ?? DEFAULT_SLOW_MILLIS;
  const tally = createTally(slowMillis);

  /** From one step on to the end. */
  const send = (batches: readonly ResourceSpans[], from: number, now: number): void => {
    let rest = batches;
    for (const step of plan.steps.slice(from)) rest = step.push(rest, now);
    tally.count(rest, 'after');
  };

  let last = 0;
  return {
    push(batches, now) {
      last = now;
      tally.count(batches, 'before');
      send(batches, 0, now);
    },
    finish(recording, prices) {
      for (const [index, step] of plan.steps.entries()) send(step.finish(), index + 1, last);
      const seconds = recording.seconds;
      const rows = (all: Parameters<typeof figuresOf>[0][]) =>
        all.map((row) => figuresOf(row, seconds)).sort(byTraffic);
      const total = figuresOf(tally.total, seconds);
      const services = rows([...tally.services()]);
      const routes = rows([...tally.routes()]);
      const policies = plan.tailSamplings.flatMap((each) => each.policies);
      const notes = plan.steps.flatMap((step) => step.notes?.() ?? []);
      return {
        name,
        pipelines: plan.pipelines,
        simulated: plan.steps.map(({ id }) => id),
        notSimulated: plan.notSimulated,
        slowMillis,
        total,
        tracesWithErrors: shareOf(tally.tracesWithErrors),
        cost: {
          before: amountOf(total.bytes.before, total.spans.before, seconds, prices),
          after: amountOf(total.bytes.after, total.spans.after, seconds, prices),
        },
        policies,
        services,
        routes,
        findings: findingsOf(total, routes, policies, notes),
      };
    },
  };
};
