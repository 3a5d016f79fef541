import {
  type BaggageEntry,
  type Context,
  propagation,
  type TextMapGetter,
  type TextMapPropagator,
} from '@opentelemetry/api';
import { currentSpan, headerOf, idOf, withRemoteSpan } from './remote-span.ts';

// https://www.jaegertracing.io/docs/1.76/architecture/sdk/#propagation-format

const TRACE = 'uber-trace-id';
const BAGGAGE_PREFIX = 'uberctx-';

const SAMPLED = 1;
const DEBUG = 2;

/** Limits of W3C baggage, which Jaeger's has none of: https://www.w3.org/TR/baggage/#limits */
const MAX_ENTRIES = 64;
const MAX_BYTES = 8_192;

/** What may be the name of a header: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Undefined where the text has half of a character. */
const encoded = (text: string): string | undefined => {
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const extractTrace = (context: Context, header: string | undefined): Context => {
  if (header === undefined || header.length > 200) return context;
  // {trace-id}:{span-id}:{parent-span-id}:{flags}; some clients encode the colons.
  const [traceId, spanId, parentId, flags, ...more] = decoded(header).split(':');
  const bits = flags !== undefined && /^[0-9a-f]{1,2}$/i.test(flags) ? Number.parseInt(flags, 16) : undefined;
  if (bits === undefined || parentId === undefined || more.length > 0) return context;
  return withRemoteSpan(context, idOf(traceId, 32), idOf(spanId, 16), {
    isSampled: (bits & SAMPLED) !== 0,
    isDebug: (bits & DEBUG) !== 0,
  });
};

const extractBaggage = <C>(context: Context, carrier: C, getter: TextMapGetter<C>): Context => {
  const entries: Record<string, BaggageEntry> = {};
  let bytes = 0;
  let count = 0;
  for (const key of getter.keys(carrier)) {
    if (!key.toLowerCase().startsWith(BAGGAGE_PREFIX) || key.length === BAGGAGE_PREFIX.length) continue;
    const value = headerOf(carrier, getter, key);
    if (value === undefined) continue;
    bytes += key.length + value.length;
    if (++count > MAX_ENTRIES || bytes > MAX_BYTES) break;
    entries[key.slice(BAGGAGE_PREFIX.length)] = { value: decoded(value) };
  }
  if (Object.keys(entries).length === 0) return context;
  const earlier = propagation.getBaggage(context)?.getAllEntries() ?? [];
  return propagation.setBaggage(
    context,
    propagation.createBaggage({ ...Object.fromEntries(earlier), ...entries }),
  );
};

/** `jaeger`: the headers of Jaeger's own clients. */
export const jaeger: TextMapPropagator = {
  extract: (context, carrier, getter) =>
    extractBaggage(extractTrace(context, headerOf(carrier, getter, TRACE)), carrier, getter),
  inject: (context, carrier, setter) => {
    const span = currentSpan(context);
    if (span) {
      const flags = span.isDebug ? DEBUG | SAMPLED : Number(span.isSampled);
      // The parent is written no more, and stands as 0.
      setter.set(carrier, TRACE, `${span.traceId}:${span.spanId}:0:${flags}`);
    }
    for (const [key, { value }] of propagation.getBaggage(context)?.getAllEntries() ?? []) {
      const text = encoded(value);
      if (TOKEN.test(key) && text !== undefined) setter.set(carrier, BAGGAGE_PREFIX + key, text);
    }
  },
  fields: () => [TRACE],
};
