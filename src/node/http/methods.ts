/** Any other is `_OTHER`: https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'QUERY',
]);

const OTHER_METHOD = '_OTHER';

/** A method that keeps metrics low in variety. */
export const knownMethod = (method: string): string => {
  if (KNOWN_METHODS.has(method)) return method;
  const upper = method.toUpperCase();
  return KNOWN_METHODS.has(upper) ? upper : OTHER_METHOD;
};

/** How a span is called by its method. */
export const methodInName = (method: string): string => (method === OTHER_METHOD ? 'HTTP' : method);
