// https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration
import { MAX_NAME_LENGTH } from '../../limits.ts';
import type { Attributes, MetricPoint } from '../../model.ts';

const REQUEST_DURATION = 'http.server.request.duration';

export const isRequestDuration = ({ name }: MetricPoint): boolean => name === REQUEST_DURATION;

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_NAME_LENGTH) : '');

/** `GET /users/:id`, the name of an endpoint, from the attributes of a metric or of a server span. */
export const methodAndRoute = (attributes: Attributes): string => {
  const method = text(attributes['http.request.method']) || '(no method)';
  return `${method} ${text(attributes['http.route']) || '(no route)'}`;
};

/** A status of 500 and above, or an error type: the request failed in the service, not by its caller. */
export const isError = ({ attributes }: MetricPoint): boolean => {
  const errorType = attributes['error.type'];
  return (
    Number(attributes['http.response.status_code']) >= 500 || (errorType !== undefined && errorType !== '')
  );
};
