/** `ECONNREFUSED`, `TypeError`: low in variety, https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/ */
export const errorTypeOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  return typeof name === 'string' && name !== '' ? name : 'Error';
};
