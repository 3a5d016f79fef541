import type { Attributes, Span } from '../../otlp/model.ts';
import { parseTraceState } from '../../otlp/trace-state.ts';
import type { Prefix } from '../scope.ts';
import type { Path } from '../syntax.ts';
import {
  CannotEvaluate,
  type Getter,
  isList,
  isMap,
  kindOf,
  OttlError,
  type OttlSubject,
  OttlTypeError,
  type OttlValue,
} from './value.ts';

export type EvaluatedContext = 'resource' | 'scope' | 'span' | 'spanevent';

/** Go's names: https://pkg.go.dev/go.opentelemetry.io/collector/pdata/ptrace#SpanKind */
const KINDS = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'];

const NO_ID: Readonly<Record<'trace id' | 'span id', string>> = {
  'trace id': '0'.repeat(32),
  'span id': '0'.repeat(16),
};

const spanOf = ({ span }: OttlSubject): Span => {
  if (!span) throw new CannotEvaluate('a span where there is none');
  return span;
};
const scopeOf = ({ scope }: OttlSubject) => {
  if (!scope) throw new CannotEvaluate('a scope where there is none');
  return scope;
};
const eventOf = ({ event }: OttlSubject) => {
  if (!event) throw new CannotEvaluate('an event where there is none');
  return event;
};

const ofSpan =
  (read: (span: Span) => OttlValue): Getter =>
  (subject) =>
    read(spanOf(subject));
const idOf =
  (what: 'trace id' | 'span id', read: (span: Span) => string): Getter =>
  (subject) => ({ what, hex: read(spanOf(subject)) || NO_ID[what] });
const hexOf =
  (what: 'trace id' | 'span id', read: (span: Span) => string): Getter =>
  (subject) =>
    read(spanOf(subject)) || NO_ID[what];
const timeOf =
  (read: (subject: OttlSubject) => bigint): Getter =>
  (subject) => ({ what: 'time', nanos: read(subject) });

const scopePaths = (prefix: string): Readonly<Record<string, Getter>> => ({
  [`${prefix}.name`]: (subject) => scopeOf(subject).name,
  [`${prefix}.version`]: (subject) => scopeOf(subject).version,
  [`${prefix}.attributes`]: (subject) => scopeOf(subject).attributes,
  [`${prefix}.dropped_attributes_count`]: (subject) => BigInt(scopeOf(subject).droppedAttributesCount),
  [`${prefix}.schema_url`]: (subject) => subject.scopeSchemaUrl ?? '',
});

const PATHS: Readonly<Record<string, Getter>> = {
  ...scopePaths('scope'),
  ...scopePaths('instrumentation_scope'),
  'resource.attributes': ({ resource }) => resource.attributes,
  'resource.dropped_attributes_count': ({ resource }) => BigInt(resource.droppedAttributesCount),
  'resource.schema_url': ({ resourceSchemaUrl }) => resourceSchemaUrl,
  'span.name': ofSpan(({ name }) => name),
  'span.attributes': ofSpan(({ attributes }) => attributes),
  'span.kind': ofSpan(({ kind }) => BigInt(kind)),
  'span.kind.string': ofSpan(({ kind }) => KINDS[kind] ?? ''),
  'span.kind.deprecated_string': ofSpan(({ kind }) => {
    const name = KINDS[kind];
    return name === undefined ? '' : `SPAN_KIND_${name.toUpperCase()}`;
  }),
  'span.status.code': ofSpan(({ statusCode }) => BigInt(statusCode)),
  'span.status.message': ofSpan(({ statusMessage }) => statusMessage),
  'span.trace_id': idOf('trace id', ({ traceId }) => traceId),
  'span.trace_id.string': hexOf('trace id', ({ traceId }) => traceId),
  'span.span_id': idOf('span id', ({ spanId }) => spanId),
  'span.span_id.string': hexOf('span id', ({ spanId }) => spanId),
  'span.parent_span_id': idOf('span id', ({ parentSpanId }) => parentSpanId),
  'span.parent_span_id.string': hexOf('span id', ({ parentSpanId }) => parentSpanId),
  'span.trace_state': ofSpan(({ traceState }) => traceState),
  'span.flags': ofSpan(({ flags }) => BigInt(flags)),
  'span.start_time': timeOf((subject) => spanOf(subject).start),
  'span.end_time': timeOf((subject) => spanOf(subject).end),
  'span.start_time_unix_nano': ofSpan(({ start }) => BigInt.asIntN(64, start)),
  'span.end_time_unix_nano': ofSpan(({ end }) => BigInt.asIntN(64, end)),
  'span.events': ofSpan(({ events }) => ({ what: 'items', count: events.length })),
  'span.links': ofSpan(({ links }) => ({ what: 'items', count: links.length })),
  'span.dropped_attributes_count': ofSpan(({ droppedAttributesCount }) => BigInt(droppedAttributesCount)),
  'span.dropped_events_count': ofSpan(({ droppedEventsCount }) => BigInt(droppedEventsCount)),
  'span.dropped_links_count': ofSpan(({ droppedLinksCount }) => BigInt(droppedLinksCount)),
  'spanevent.name': (subject) => eventOf(subject).name,
  'spanevent.attributes': (subject) => eventOf(subject).attributes,
  'spanevent.time': timeOf((subject) => eventOf(subject).time),
  'spanevent.time_unix_nano': (subject) => BigInt.asIntN(64, eventOf(subject).time),
  'spanevent.dropped_attributes_count': (subject) => BigInt(eventOf(subject).droppedAttributesCount),
  // Those that ask here do not tell the index: https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/ottl/contexts/ottlspanevent/span_events.go
  'spanevent.event_index': () => {
    throw new OttlError("no 'event_index' property has been set");
  },
};

const PREFIXES: Readonly<Record<EvaluatedContext, readonly string[]>> = {
  resource: ['resource'],
  scope: ['resource', 'scope', 'instrumentation_scope'],
  span: ['resource', 'scope', 'instrumentation_scope', 'span'],
  spanevent: ['resource', 'scope', 'instrumentation_scope', 'span', 'spanevent'],
};

const keyOf = (key: OttlValue): string => {
  if (typeof key !== 'string') throw new OttlError(`a key of a map is a string, not ${kindOf(key)}`);
  return key;
};

const inMap = (map: Attributes, key: OttlValue): OttlValue => map.get(keyOf(key));

const inList = (list: readonly OttlValue[], key: OttlValue): OttlValue => {
  if (typeof key !== 'bigint') throw new OttlError(`a key of a list is a whole number, not ${kindOf(key)}`);
  if (key < 0n || key >= BigInt(list.length)) throw new OttlError(`index ${key} out of bounds`);
  return list[Number(key)];
};

/** A value in a map or list; nothing where a map has no such key. */
const indexed = (value: OttlValue, keys: readonly OttlValue[]): OttlValue => {
  let found = value;
  for (const [depth, key] of keys.entries()) {
    if (isMap(found)) {
      if (!found.has(keyOf(key))) return undefined;
      found = inMap(found, key);
    } else if (isList(found)) found = inList(found, key);
    else throw new OttlTypeError(`${kindOf(found)} cannot be indexed, at key ${depth + 1}`);
  }
  return found;
};

const traceStateMember = (keys: readonly OttlValue[]): Getter =>
  ofSpan(({ traceState }) => {
    const members = parseTraceState(traceState);
    return members && (members.get(keyOf(keys[0])) ?? '');
  });

/**
 * The value of a path.
 * @param keys of its last field, by which the value is indexed
 * @throws CannotEvaluate for a path that has no value here
 */
export const pathGetter = (
  { context: written, fields }: Path,
  keys: readonly Getter[],
  { context, prefix }: { readonly context: EvaluatedContext; readonly prefix: Prefix },
): Getter => {
  const names = fields.map(({ name }) => name);
  const isPrefixed = written !== undefined && PREFIXES[context].includes(written);
  const own = written === undefined || isPrefixed ? names : [written, ...names];
  const full = [isPrefixed ? written : context, ...own].join('.');
  const read = PATHS[full];
  const hasInnerKeys = fields.slice(0, -1).some((field) => field.keys.length > 0);
  if (!read || hasInnerKeys || (prefix === 'required' && !isPrefixed))
    throw new CannotEvaluate(`the path ${[...(written === undefined ? [] : [written]), ...names].join('.')}`);
  if (keys.length === 0) return read;
  if (full === 'span.trace_state')
    return (subject) => traceStateMember(keys.map((key) => key(subject)))(subject);
  return (subject) =>
    indexed(
      read(subject),
      keys.map((key) => key(subject)),
    );
};
