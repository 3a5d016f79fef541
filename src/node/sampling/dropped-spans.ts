import { type Counter, diag, metrics } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';

/** Spans that sampling left out against the wish of its settings, by `binnacle.reason`. */
const METRIC = 'binnacle.spans.dropped';

/** Made with the first span that is left out: the meter provider is there then, and until then nothing is spent. */
let counter: Counter | undefined;

/** Counts spans that were left out, and says why, once for each reason. */
export const countDropped = (reason: string, spans: number, why: string): void => {
  diag.warn(`spans are left out: ${why}`);
  counter ??= metrics
    .getMeter('binnacle', VERSION)
    .createCounter(METRIC, { unit: '{span}', description: 'spans that limits of traces left out' });
  counter.add(spans, { 'binnacle.reason': reason });
};
