import type { ClockSkew } from './result.ts';

/** A `Date` header has whole seconds, cut off: https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1 */
const HALF_SECOND_MILLIS = 500;

/** Beyond this, spans of two machines no longer lie in order. */
const MAX_SKEW_MILLIS = 1_000;

/**
 * How far a server's clock is ahead of ours; undefined without a date that can be read.
 *
 * @param sentAt our clock when the request left, in milliseconds of Unix time
 * @param answeredAt our clock when the answer began
 */
export const clockSkew = (
  date: string | undefined,
  sentAt: number,
  answeredAt: number,
): ClockSkew | undefined => {
  const server = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(server)) return undefined;
  return {
    skewMillis: Math.round(server + HALF_SECOND_MILLIS - (sentAt + answeredAt) / 2),
    uncertaintyMillis: Math.round(HALF_SECOND_MILLIS + (answeredAt - sentAt) / 2),
  };
};

/** Whether the clocks are certainly apart. */
export const isSkewed = ({ skewMillis, uncertaintyMillis }: ClockSkew): boolean =>
  Math.abs(skewMillis) - uncertaintyMillis > MAX_SKEW_MILLIS;
