import type { SamplingRule } from './rules/rule.ts';

/** A share of traces, from 0 to 1, or as many as fit into an amount for each second. */
export type Share =
  | { readonly kind: 'ratio'; readonly ratio: number }
  | { readonly kind: 'rate'; readonly perSecond: number };

interface RulesChoice {
  readonly kind: 'rules';
  /** The first that matches decides. */
  readonly rules: readonly SamplingRule[];
  /** Decides where none matches. */
  readonly rest: RootChoice;
}

/** `jaeger_remote`: https://opentelemetry.io/docs/specs/otel/trace/sdk/#jaegerremotesampler */
export interface JaegerRemoteChoice {
  readonly kind: 'jaeger-remote';
  /** URL of the service that answers; without a path it is asked at `/api/sampling`. */
  readonly endpoint: string;
  readonly pollingIntervalMillis: number;
  /** Share of traces until the first answer, from 0 to 1. */
  readonly initialRatio: number;
}

/** How much of the traces that begin here is kept. */
export type RootChoice = Share | RulesChoice | JaegerRemoteChoice;

/**
 * How the SDK decides about a span, as data. A parent that has no entry of its own here is followed: its spans are
 * kept or left out with it. Equal objects share their state, so one rate limit can stand in several places.
 */
export interface SamplerChoice {
  /** For a span without a parent. */
  readonly root: RootChoice;
  readonly remoteParentSampled?: RootChoice;
  readonly remoteParentNotSampled?: RootChoice;
  readonly localParentSampled?: RootChoice;
  readonly localParentNotSampled?: RootChoice;
}

/** Decides about every span by itself, whatever its parent. */
export const everywhere = (root: RootChoice): SamplerChoice => ({
  root,
  remoteParentSampled: root,
  remoteParentNotSampled: root,
  localParentSampled: root,
  localParentNotSampled: root,
});

/** What is kept after the end of a trace's part in this process, whatever share its sampler gives it. */
export interface TailChoice {
  /** Every trace whose local root took longer is kept, in milliseconds. */
  readonly slowerThanMillis: number;
}
