import { diag } from '@opentelemetry/api';
import { takeLosses, tellLosses } from '../losses.ts';
import type { Signal } from './otlp-target.ts';

/** Most times that a process says that telemetry arrives again; a Collector that comes and goes is one fault. */
const MAX_RECOVERIES = 20;

/** Follows what arrives and what does not, over all signals of a process, for one line where it changes. */
export interface Outage {
  began(signal: Signal): void;
  /** @param place that telemetry arrives at */
  ended(signal: Signal, place: string): void;
  opened(): void;
  /** The last one says what was lost and not told yet. */
  closed(): void;
}

export const createOutage = (): Outage => {
  const failing = new Set<Signal>();
  let since = '';
  let recoveries = 0;
  let open = 0;
  return {
    began: (signal) => {
      if (failing.size === 0) since = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      failing.add(signal);
    },
    ended: (signal, place) => {
      if (!failing.delete(signal) || failing.size > 0 || ++recoveries > MAX_RECOVERIES) return;
      const losses = takeLosses() || 'nothing';
      diag.warn(`telemetry arrives at ${place} again, after an outage since ${since}; lost: ${losses}`);
    },
    opened: () => {
      open++;
    },
    closed: () => {
      if (--open > 0) return;
      tellLosses();
    },
  };
};
