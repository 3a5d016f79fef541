import { diag } from '@opentelemetry/api';
import type { Signal } from './exporters/otlp-target.ts';

/**
 * Why telemetry was lost, as `error.type`:
 * - `queue_full`: items came faster than they could be encoded
 * - `encoding_failed`: a batch could not be encoded, or not for the protocol in force
 * - `buffer_full`: the oldest batch made room for a newer one, in memory or on disk
 * - `rejected`: the Collector refused it
 * - `invalid_answer`: what answered is no Collector
 * - `unreachable`, `timeout`, `unavailable`: tried as long as it may be; unavailable is an answer that asks to come back
 * - `expired`, `corrupt`: too long or damaged on disk
 * - `shutdown`: the process ended before it was tried
 */
export type LossReason =
  | 'queue_full'
  | 'encoding_failed'
  | 'buffer_full'
  | 'rejected'
  | 'invalid_answer'
  | 'unreachable'
  | 'timeout'
  | 'unavailable'
  | 'expired'
  | 'corrupt'
  | 'shutdown';

const NOUNS: Readonly<Record<Signal, string>> = {
  traces: 'spans',
  metrics: 'metric points',
  logs: 'log records',
};

const untold = new Map<string, number>();

/** Remembers a loss for the next line about losses. */
export const rememberLoss = (signal: Signal, items: number, reason: LossReason): void => {
  if (items <= 0) return;
  const key = `${NOUNS[signal]} (${reason})`;
  untold.set(key, (untold.get(key) ?? 0) + items);
};

/** What was lost since the last call, by signal and reason: `512 spans (buffer_full), 3 log records (rejected)`. */
export const takeLosses = (): string => {
  const text = [...untold].map(([what, items]) => `${items} ${what}`).join(', ');
  untold.clear();
  return text;
};

/** At the end, what was lost and not told yet. */
export const tellLosses = (): void => {
  const losses = takeLosses();
  if (losses) diag.warn(`telemetry was lost: ${losses}`);
};
