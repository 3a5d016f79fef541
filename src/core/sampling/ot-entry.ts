/**
 * The entry of OpenTelemetry in the W3C trace state, such as `th:c;rv:d29d6a7215ced0`.
 * Source: https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/
 */

/** Key of the entry. */
export const OT_VENDOR = 'ot';

/** `rv`, where a service before this one chose the randomness itself. */
const EXPLICIT_RANDOMNESS = /(?:^|;)rv:([0-9a-f]{14})(?:;|$)/;
const THRESHOLD = /(?:^|;)th:([0-9a-f]{1,14})(?:;|$)/;
const TH = 'th:';

const withoutThreshold = (entry: string): string[] =>
  entry.split(';').filter((part) => part !== '' && !part.startsWith(TH));

/** 14 hex digits, or undefined where the trace id has to serve. */
export const explicitRandomnessIn = (entry: string): string | undefined =>
  EXPLICIT_RANDOMNESS.exec(entry)?.[1];

/** The rejection threshold as it is written, without trailing zeros. */
export const thresholdIn = (entry: string): string | undefined => THRESHOLD.exec(entry)?.[1];

/** Whether anything claims to be a threshold, valid or not. */
export const claimsThreshold = (entry: string): boolean => entry.includes(TH);

/** The entry with the threshold in place of any earlier one. */
export const setThreshold = (entry: string, threshold: string): string =>
  [`${TH}${threshold}`, ...withoutThreshold(entry)].join(';');

/** The entry without a threshold; empty where nothing else was in it. */
export const removeThreshold = (entry: string): string => withoutThreshold(entry).join(';');
