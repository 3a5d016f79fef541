import type { Auditor } from './auditor.ts';

// OTLP/JSON and Jaeger's JSON are read alike: an attribute is an object with a key and a value, whatever it hangs on.
// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding https://www.jaegertracing.io/docs/latest/apis/

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deepest nesting that is followed. */
const MAX_DEPTH = 100;

const isPair = (value: unknown): value is Json & { readonly key: string } =>
  isObject(value) && typeof value.key === 'string' && 'value' in value;

const numberOf = (value: unknown): unknown => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/** The plain value of an AnyValue. What is none, as in Jaeger's JSON, is returned as it is. */
const plain = (value: unknown, depth = 0): unknown => {
  if (!isObject(value) || depth > MAX_DEPTH) return value;
  if ('stringValue' in value) return value.stringValue;
  if ('intValue' in value) return numberOf(value.intValue);
  if ('doubleValue' in value) return value.doubleValue;
  if ('boolValue' in value) return value.boolValue;
  // Redaction looks into bytes as well.
  if (typeof value.bytesValue === 'string') return Buffer.from(value.bytesValue, 'base64');
  if (isObject(value.arrayValue))
    return listOf(value.arrayValue.values).map((item) => plain(item, depth + 1));
  if (isObject(value.kvlistValue)) return recordOf(listOf(value.kvlistValue.values), depth + 1);
  return value;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const recordOf = (pairs: readonly unknown[], depth = 0): Json =>
  Object.fromEntries(pairs.filter(isPair).map(({ key, value }) => [key, plain(value, depth)]));

/** Names of lists that say nothing of the place. */
const ENVELOPES = new Set([
  'resourceSpans',
  'resourceMetrics',
  'resourceLogs',
  'scopeSpans',
  'scopeMetrics',
  'scopeLogs',
  'data',
]);

/** Identifiers and numbers as text: nothing personal, and a number of nanoseconds may look like anything. */
const IDENTIFIERS = new Set([
  'traceId',
  'spanId',
  'parentSpanId',
  'traceID',
  'spanID',
  'processID',
  'asInt',
  'count',
]);
const isTime = (name: string): boolean => name.endsWith('UnixNano') || name === 'bucketCounts';

const isAnyValue = (value: Json): boolean => {
  const [name = '', ...others] = Object.keys(value);
  return others.length === 0 && /^(?:string|int|double|bool|bytes|array|kvlist)Value$/.test(name);
};

const serviceOf = (node: Json): unknown => {
  const { resource } = node;
  if (typeof node.serviceName === 'string') return node.serviceName;
  return isObject(resource) ? recordOf(listOf(resource.attributes))['service.name'] : undefined;
};

/** Gives every text and every attribute of a decoded document to the auditor, with its place. */
export const auditTree = (auditor: Auditor, source: string, document: unknown): void => {
  const placeOf = (service: string | undefined, path: readonly string[]): string =>
    `${service === undefined ? '' : `${service}: `}${path.filter((name) => !ENVELOPES.has(name)).join('.') || 'text'}`;

  const visit = (value: unknown, path: readonly string[], service: string | undefined): void => {
    const name = path.at(-1) ?? '';
    if (path.length > MAX_DEPTH) return;
    if (typeof value === 'string') {
      if (!IDENTIFIERS.has(name) && !isTime(name)) auditor.text(source, placeOf(service, path), value);
    } else if (Array.isArray(value)) {
      const pairs = value.filter(isPair);
      if (pairs.length > 0) auditor.attributes(source, placeOf(service, path), recordOf(pairs));
      for (const item of value) if (!isPair(item)) visit(item, path, service);
    } else if (isObject(value)) {
      if (isAnyValue(value)) {
        const body = plain(value);
        if (body instanceof Uint8Array) auditor.attributes(source, placeOf(service, path), { bytes: body });
        else if (isObject(body)) auditor.attributes(source, placeOf(service, path), body);
        else visit(body, path, service);
        return;
      }
      const found = serviceOf(value);
      // The name itself may be what should not be there; it is looked at as an attribute, and shown redacted.
      const own = typeof found === 'string' ? auditor.shown(found) : service;
      for (const [key, item] of Object.entries(value)) visit(item, [...path, auditor.shown(key)], own);
    }
  };
  visit(document, [], undefined);
};
