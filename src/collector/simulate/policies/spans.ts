import type { Settings } from '../../explain/effective.ts';
import { eachSpan, type Span } from '../../otlp/model.ts';
import { parseTraceState } from '../../otlp/trace-state.ts';
import { bigintOf, CannotSimulate, numberOf, textOf, textsOf } from '../settings.ts';
import { type Evaluator, type PendingTrace, stateless } from './policy.ts';

const hasSpan = ({ batches }: PendingTrace, holds: (span: Span) => boolean): boolean => {
  for (const { span } of eachSpan(batches)) if (holds(span)) return true;
  return false;
};

const NANOS_PER_MILLI = 1_000_000n;

/** From the earliest start to the latest end, asked again with each span that is added. */
export const latency = (settings: Settings): Evaluator => {
  const [threshold, upper] = [bigintOf(settings, 'threshold_ms'), bigintOf(settings, 'upper_threshold_ms')];
  return stateless((trace) => {
    let [first, last] = [0n, 0n];
    return hasSpan(trace, ({ start, end }) => {
      if (first === 0n || start < first) first = start;
      if (last === 0n || end > last) last = end;
      const millis = (last - first) / NANOS_PER_MILLI;
      return upper === 0n ? millis >= threshold : threshold < millis && millis <= upper;
    });
  });
};

const STATUS_CODES = ['UNSET', 'OK', 'ERROR'];

export const statusCode = (settings: Settings): Evaluator => {
  const texts = textsOf(settings, 'status_codes');
  const codes = new Set(texts.map((text) => STATUS_CODES.indexOf(text)));
  if (texts.length === 0 || codes.has(-1))
    throw new CannotSimulate(`status_codes [${texts.join(', ')}]; expected ${STATUS_CODES.join(', ')}`);
  return stateless((trace) => hasSpan(trace, (span) => codes.has(span.statusCode)));
};

export const spanCount = (settings: Settings): Evaluator => {
  const [least, most] = [numberOf(settings, 'min_spans'), numberOf(settings, 'max_spans')];
  return stateless((trace) => trace.spanCount >= least && (most === 0 || trace.spanCount <= most));
};

const MAX_MEMBER = 256;

export const traceState = (settings: Settings): Evaluator => {
  const key = textOf(settings, 'key');
  const values = new Set(
    textsOf(settings, 'values').filter((value) => value !== '' && key.length + value.length < MAX_MEMBER),
  );
  return stateless((trace) =>
    hasSpan(trace, (span) => values.has(parseTraceState(span.traceState)?.get(key) ?? '')),
  );
};

/** The sampled flag of the W3C trace context. */
export const traceFlags = (): Evaluator =>
  stateless((trace) => hasSpan(trace, ({ flags }) => (flags & 1) === 1));
