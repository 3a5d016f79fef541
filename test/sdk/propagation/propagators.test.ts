import { describe, expect, test } from '@jest/globals';
import {
  type BaggageEntry,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  type TextMapPropagator,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { b3, b3multi } from '../../../src/sdk/propagation/b3.ts';
import { jaeger } from '../../../src/sdk/propagation/jaeger.ts';
import { xray } from '../../../src/sdk/propagation/xray.ts';

const PROPAGATORS: Readonly<Record<string, TextMapPropagator>> = { b3, b3multi, jaeger, xray };
const LONG = '463ac35c9f6413ad48485a3953bb6124';
const SHORT = '48485a3953bb6124';
const SPAN = 'a2fb4a1d1a96d312';
const { SAMPLED, NONE } = TraceFlags;

const extract = (propagator: TextMapPropagator, headers: object) =>
  propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);

const inject = (propagator: TextMapPropagator, context = ROOT_CONTEXT): Record<string, string> => {
  const headers: Record<string, string> = {};
  propagator.inject(context, headers, defaultTextMapSetter);
  return headers;
};

const spanOf = (traceFlags: TraceFlags, traceId = LONG) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: SPAN, traceFlags });

const multi = (sampled?: string, flags?: string, traceId = LONG, spanId = SPAN) => ({
  'x-b3-traceid': traceId,
  'x-b3-spanid': spanId,
  ...(sampled !== undefined && { 'x-b3-sampled': sampled }),
  ...(flags !== undefined && { 'x-b3-flags': flags }),
});
const amazon = (value: string) => ({ 'x-amzn-trace-id': value });
const uber = (value: string) => ({ 'uber-trace-id': value });
const ROOT = `Root=1-${LONG.slice(0, 8)}-${LONG.slice(8)}`;

/** Trace id and flags of what is extracted; the span is always the same. */
type Good = readonly [name: string, headers: object, traceId: string, flags: TraceFlags];
const GOOD: readonly Good[] = [
  ['b3', { b3: `${LONG}-${SPAN}-1` }, LONG, SAMPLED],
  ['b3', { b3: `${LONG.toUpperCase()}-${SPAN}-0` }, LONG, NONE],
  ['b3', { b3: `${SHORT}-${SPAN}-1-05e3ac9a4f6e3b90` }, SHORT.padStart(32, '0'), SAMPLED],
  ['b3', { b3: `${LONG}-${SPAN}` }, LONG, NONE],
  ['b3', { b3: [`${LONG}-${SPAN}-d`] }, LONG, SAMPLED],
  ['b3', multi('1'), LONG, SAMPLED],
  ['b3multi', multi('1'), LONG, SAMPLED],
  ['b3multi', multi('true'), LONG, SAMPLED],
  ['b3multi', multi('0'), LONG, NONE],
  ['b3multi', multi(undefined, '1'), LONG, SAMPLED],
  ['b3multi', multi('1', undefined, SHORT), SHORT.padStart(32, '0'), SAMPLED],
  ['b3multi', { ...multi('0', undefined, SHORT), b3: `${LONG}-${SPAN}-1` }, LONG, SAMPLED],
  ['b3multi', { ...multi('1'), b3: '0' }, LONG, SAMPLED],
  ['jaeger', uber(`${LONG}:${SPAN}:0:1`), LONG, SAMPLED],
  ['jaeger', uber(`${LONG}%3A${SPAN}%3A0%3A01`), LONG, SAMPLED],
  ['jaeger', uber(`${SHORT}:${SPAN}:${SPAN}:0`), SHORT.padStart(32, '0'), NONE],
  ['jaeger', uber(`${LONG}:${SPAN}:0:3`), LONG, SAMPLED],
  ['xray', amazon(`${ROOT};Parent=${SPAN};Sampled=1`), LONG, SAMPLED],
  [
    'xray',
    amazon(`Self=1-67891234-12345678901234567890abcd;${ROOT}; Parent=${SPAN} ;Sampled=0;Lineage=a:0`),
    LONG,
    NONE,
  ],
  ['xray', amazon(`${ROOT};Parent=${SPAN};Sampled=?`), LONG, NONE],
];

test.each(GOOD)('%s takes %j', (name, headers, traceId, traceFlags) => {
  const context = extract(PROPAGATORS[name] as TextMapPropagator, headers);
  expect(trace.getSpanContext(context)).toEqual({ traceId, spanId: SPAN, traceFlags, isRemote: true });
});

const ZEROS = '0'.repeat(32);
const BAD: readonly (readonly [name: string, headers: object])[] = [
  ...['', '0', '1', 'd', `${LONG}`, `${LONG}-${SPAN}-2`, `${LONG}-${SPAN}-1-`, `${LONG}-${SPAN}-1-xyz`].map(
    (value) => ['b3', { b3: value }] as const,
  ),
  ['b3', { b3: `${ZEROS}-${SPAN}-1` }],
  ['b3', { b3: `${LONG}-${SPAN.slice(1)}-1` }],
  ['b3', { b3: `${LONG}-${'g'.repeat(16)}-1` }],
  ['b3', { b3: `${LONG}-${SPAN}-1`.repeat(1_000) }],
  ['b3', { b3: 7 }],
  ['b3multi', multi('1', undefined, LONG.slice(1))],
  ['b3multi', multi('1', undefined, LONG, '')],
  ['b3multi', multi('1', undefined, LONG, '0'.repeat(16))],
  ['b3multi', { 'x-b3-traceid': LONG }],
  ['b3multi', { 'x-b3-sampled': '1' }],
  ...[
    '',
    ':::',
    `${LONG}:${SPAN}:0`,
    `${LONG}:${SPAN}:0:1:1`,
    `${LONG}:${SPAN}:0:x`,
    `${LONG}:${SPAN}:0:100`,
    `0:${SPAN}:0:1`,
    `${LONG}:0:0:1`,
    `${LONG}0:${SPAN}:0:1`,
    `%:${SPAN}:0:1`,
    'a'.repeat(10_000),
  ].map((value) => ['jaeger', uber(value)] as const),
  ...[
    '',
    'Root',
    ROOT,
    `Parent=${SPAN};Sampled=1`,
    `${ROOT.replace('1-', '2-')};Parent=${SPAN}`,
    `${ROOT};Parent=${SPAN}0`,
    `${ROOT}0;Parent=${SPAN}`,
    `${ROOT};Parent=xyz`,
    `${ROOT};`.repeat(1_000),
  ].map((value) => ['xray', amazon(value)] as const),
];

test.each(BAD)('%s leaves the context as it is at %j', (name, headers) => {
  expect(extract(PROPAGATORS[name] as TextMapPropagator, headers)).toBe(ROOT_CONTEXT);
});

test.each([
  ['b3', SAMPLED, { b3: `${LONG}-${SPAN}-1` }],
  ['b3', NONE, { b3: `${LONG}-${SPAN}-0` }],
  ['b3multi', SAMPLED, multi('1')],
  ['b3multi', NONE, multi('0')],
  ['jaeger', SAMPLED, uber(`${LONG}:${SPAN}:0:1`)],
  ['jaeger', NONE, uber(`${LONG}:${SPAN}:0:0`)],
  ['xray', SAMPLED, amazon(`${ROOT};Parent=${SPAN};Sampled=1`)],
  ['xray', NONE, amazon(`${ROOT};Parent=${SPAN};Sampled=0`)],
] as const)('%s writes flags %d, and reads it again', (name, flags, headers) => {
  const propagator = PROPAGATORS[name] as TextMapPropagator;
  const written = inject(propagator, spanOf(flags));
  expect(written).toEqual(headers);
  for (const key of Object.keys(written)) expect(propagator.fields()).toContain(key);
  expect(trace.getSpanContext(extract(propagator, written))).toMatchObject({
    traceId: LONG,
    traceFlags: flags,
  });
});

test.each([
  ['b3', { b3: `${LONG}-${SPAN}-d` }],
  ['b3multi', multi(undefined, '1')],
  ['jaeger', uber(`${LONG}:${SPAN}:0:3`)],
])('%s passes on that a trace is to be debugged', (name, headers) => {
  const propagator = PROPAGATORS[name] as TextMapPropagator;
  expect(inject(propagator, extract(propagator, headers))).toEqual(headers);
});

test.each(Object.keys(PROPAGATORS))(
  '%s writes nothing without a trace, and not for what is not traced',
  (name) => {
    const propagator = PROPAGATORS[name] as TextMapPropagator;
    expect(inject(propagator)).toEqual({});
    expect(inject(propagator, suppressTracing(spanOf(SAMPLED)))).toEqual({});
    expect(inject(propagator, spanOf(SAMPLED, ZEROS))).toEqual({});
  },
);

describe('baggage of Jaeger', () => {
  const withBaggage = (entries: Record<string, BaggageEntry>) =>
    propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage(entries));

  test('has a header for each entry', () => {
    const context = withBaggage({
      shelf: { value: 'grün, 7' },
      'not a name': { value: '1' },
      half: { value: '\ud800' },
    });
    const headers = inject(jaeger, context);
    expect(headers).toEqual({ 'uberctx-shelf': 'gr%C3%BCn%2C%207' });
    expect(propagation.getBaggage(extract(jaeger, headers))?.getAllEntries()).toEqual([
      ['shelf', { value: 'grün, 7' }],
    ]);
  });

  test('takes what cannot be decoded as it is, and not without end', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`uberctx-k${i}`, '%zz']));
    const entries = propagation.getBaggage(extract(jaeger, { 'uberctx-': 'x', ...many }))?.getAllEntries();
    expect(entries).toHaveLength(64);
    expect(entries?.[0]).toEqual(['k0', { value: '%zz' }]);
    expect(propagation.getBaggage(extract(jaeger, { 'uberctx-a': 'x'.repeat(9_000) }))).toBeUndefined();
  });
});
