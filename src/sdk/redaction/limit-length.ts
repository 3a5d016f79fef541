import { mapChanged } from '../../core/redaction/map-changed.ts';

/**
 * How much longer than the limit a value is kept until it is redacted, in UTF-16 units: half a card number or half a
 * key is not recognised, and would leave.
 */
const MARGIN = 4_096;

/** What the SDK may cut values to, so that the redaction still sees what a cut would halve. */
export const lengthBeforeRedaction = (limit: number): number => limit + MARGIN;

const limitValue = (value: unknown, limit: number): unknown => {
  if (typeof value === 'string') return value.length > limit ? value.slice(0, limit) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return value.length > limit ? value.subarray(0, limit) : value;
  if (Array.isArray(value)) return mapChanged(value as unknown[], (item) => limitValue(item, limit));
  return limitRecord(value as Record<string, unknown>, limit);
};

const limitRecord = <T extends Readonly<Record<string, unknown>>>(record: T, limit: number): T => {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(record)) {
    const limited = limitValue(record[key], limit);
    if (limited === record[key]) continue;
    copy ??= { ...record };
    copy[key] = limited;
  }
  return (copy as T | undefined) ?? record;
};

/**
 * The record with values of at most so many units, or the record itself.
 *
 * @param limit https://opentelemetry.io/docs/specs/otel/common/#attribute-limits
 */
export const limitLength = <T extends Readonly<Record<string, unknown>>>(record: T, limit: number): T =>
  limit === Number.POSITIVE_INFINITY ? record : limitRecord(record, limit);
