import type { TextMapPropagator } from '@opentelemetry/api';
import { currentSpan, headerOf, idOf, withRemoteSpan } from './remote-span.ts';

// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader

const HEADER = 'x-amzn-trace-id';

/** Longest header that is looked at, in UTF-16 units; load balancers and functions add parts of their own. */
const MAX_LENGTH = 1_000;

const ROOT = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/i;

/** `xray`: the header of AWS X-Ray. */
export const xray: TextMapPropagator = {
  extract: (context, carrier, getter) => {
    const header = headerOf(carrier, getter, HEADER);
    if (header === undefined || header.length > MAX_LENGTH) return context;
    const parts = new Map<string, string>();
    for (const part of header.split(';')) {
      const at = part.indexOf('=');
      if (at > 0) parts.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim());
    }
    const [, time, rest] = ROOT.exec(parts.get('root') ?? '') ?? [];
    const parent = parts.get('parent');
    if (time === undefined || parent?.length !== 16) return context;
    return withRemoteSpan(context, idOf(`${time}${rest}`, 32), idOf(parent, 16), {
      isSampled: parts.get('sampled') === '1',
      isDebug: false,
    });
  },
  inject: (context, carrier, setter) => {
    const span = currentSpan(context);
    if (!span) return;
    const { traceId, spanId, isSampled } = span;
    const root = `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
    setter.set(carrier, HEADER, `Root=${root};Parent=${spanId};Sampled=${Number(isSampled)}`);
  },
  fields: () => [HEADER],
};
