import { diag } from '@opentelemetry/api';
import { reasonOf, UNDELIVERED } from '../diagnostics.ts';

/** A user's URL may carry a token in its query. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '');

/** Scheme, host and port. */
export const placeOf = (url: string): string => url.replace(/^(\w+:\/\/[^/?#]*).*$/, '$1');

/** A fault of the network is one for all signals, an answer is one for the URL that it came from. */
const faultPlaceOf = (url: string, error: unknown): string => {
  const isNetworkFault = typeof (error as { code?: unknown } | null)?.code === 'string';
  return isNetworkFault ? placeOf(url) : withoutQuery(url);
};

/** Says that an export failed, in the same words for the same fault, and returns the line. */
export const reportUndelivered = (url: string, error: unknown): string => {
  const line = `${UNDELIVERED} ${faultPlaceOf(url, error)}: ${reasonOf(error)}; the service goes on without. OTEL_EXPORTER_OTLP_ENDPOINT names the Collector`;
  diag.error(line);
  return line;
};
