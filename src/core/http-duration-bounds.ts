/**
 * Bounds of the buckets of `http.server.request.duration` and `http.client.request.duration`, in seconds:
 * https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
export const HTTP_DURATION_BOUNDS_SECONDS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
