import {
  Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { CaseSignal, Expectation } from './case.ts';
import type { Ids } from './input/ids.ts';
import type { Item } from './output/items.ts';
import type { Received } from './output/received.ts';

/** What a case received, with what it keeps of its expectation. */
export interface Observed {
  readonly name: string;
  readonly received: readonly Received[];
  readonly ids: Ids;
  /** What was sent. */
  readonly signals: readonly CaseSignal[];
  readonly before?: Expectation;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HEX_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{16})$/;

/** Values that are others in each run become patterns. */
const settled = (value: unknown): unknown => {
  if (typeof value === 'string') {
    if (UUID.test(value)) return { $match: '^[0-9a-f-]{36}$' };
    return HEX_ID.test(value) ? { $match: `^[0-9a-f]{${value.length}}$` } : value;
  }
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, settled(own)]));
  return value;
};

/** Not an id, nor the number of a trace that the case has no name for. */
const isGivenName = (trace: string): boolean => !HEX_ID.test(trace) && !/^trace \d+$/.test(trace);

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Said of every item, and of no use in an expectation. */
const LEFT_OUT: Readonly<Record<CaseSignal, readonly string[]>> = {
  traces: ['id', 'parent', 'start', 'duration', 'scope', 'scope_version'],
  metrics: ['description', 'exemplars', 'scope', 'scope_version'],
  logs: ['scope', 'scope_version'],
};

const plainOf = (item: Item, signal: CaseSignal): Item => {
  const { service, resource, status, kind, trace, span, ...rest } = item;
  const onlyService = Object.keys((resource ?? {}) as object).join() === 'service.name';
  const named = typeof trace === 'string' && isGivenName(trace) ? { trace } : {};
  const whole: Item = {
    name: item.name,
    ...(onlyService ? { service } : { resource }),
    ...named,
    ...(kind !== 'internal' && kind !== 'unspecified' && { kind }),
    ...(status !== 'unset' && { status }),
    ...(typeof span === 'string' && !HEX_ID.test(span) && { span }),
    ...rest,
  };
  return Object.fromEntries(
    Object.entries(whole)
      .filter(([key, value]) => !LEFT_OUT[signal].includes(key) && (key === 'attributes' || !isEmpty(value)))
      .map(([key, value]) => [key, settled(value)]),
  );
};

const ORDER: readonly CaseSignal[] = ['traces', 'metrics', 'logs'];

/** Of outputs that got nothing, only those of a signal that was sent are told. */
const outputsOf = ({ received, signals }: Observed): Readonly<Record<string, unknown>> => {
  const exporters = received.map(({ output }) => output.exporter);
  const pipelines = received.map(({ output }) => output.pipeline);
  const once = (names: readonly string[], name: string): boolean =>
    names.indexOf(name) === names.lastIndexOf(name);
  const sorted = received
    .filter(({ output, items }) => items.length > 0 || signals.includes(output.signal))
    .toSorted((one, other) => ORDER.indexOf(one.output.signal) - ORDER.indexOf(other.output.signal));
  return Object.fromEntries(
    sorted.map(({ output, items }) => {
      const { exporter, pipeline, signal } = output;
      const both = `${pipeline} ${exporter}`;
      const name = once(exporters, exporter) ? exporter : once(pipelines, pipeline) ? pipeline : both;
      const exactly = items.map((item) => plainOf(item, signal));
      return [name, exactly.length === 0 ? { nothing: true } : { [signal]: { exactly } }];
    }),
  );
};

const tracesOf = (received: readonly Received[], ids: Ids) => {
  const came = new Set(received.flatMap(({ spans }) => [...spans.keys()]));
  const named = [...ids.sent.keys()]
    .map((id) => [id, ids.traces.get(id) ?? id] as const)
    .filter(([, name]) => isGivenName(name));
  const pick = (isKept: boolean) => named.filter(([id]) => came.has(id) === isKept).map(([, name]) => name);
  return { kept: pick(true), dropped: pick(false) };
};

/** The value of `expect` for what was received; texts that must be nowhere are a promise and stay. */
const expectationOf = (observed: Observed): object => {
  const { received, ids, before } = observed;
  const { kept, dropped } = tracesOf(received, ids);
  const nowhere = before?.nowhere.map(({ name }) => name) ?? [];
  // Of many, a line each says nothing: their number is in the outputs.
  const isFew = kept.length + dropped.length <= 10;
  return {
    ...(isFew && dropped.length > 0 && kept.length > 0 && { kept }),
    ...(isFew && dropped.length > 0 && { dropped }),
    ...(nowhere.length > 0 && { nowhere }),
    ...(before?.refused && { refused: true }),
    outputs: outputsOf(observed),
  };
};

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

const endOfLine = (text: string, offset: number): number => {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
};

/** `expect` as YAML; lists of plain values on one line. */
const blockOf = (observed: Observed): string => {
  const document = new Document({ expect: expectationOf(observed) });
  visit(document, {
    Seq: (_key, list) => {
      if (list.items.every((item) => isScalar(item))) list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};

/** A case on one line gets its expectation on the same one. */
const flowEditFor = (item: YAMLMap.Parsed, observed: Observed): Edit => {
  const value = JSON.stringify(expectationOf(observed));
  const old = item.items.find(({ key }) => String(key) === 'expect');
  if (old?.value) return { start: old.value.range[0], end: old.value.range[1], text: value };
  const last = item.items.at(-1);
  const end = last?.value?.range[1] ?? last?.key.range[1] ?? item.range[1] - 1;
  return { start: end, end, text: `, expect: ${value}` };
};

const editFor = (text: string, item: ParsedNode, observed: Observed): readonly Edit[] => {
  if (!isMap(item)) return [];
  const pairs = item.items as Pair<ParsedNode, ParsedNode | null>[];
  const first = pairs[0]?.key.range?.[0];
  if (first === undefined) return [];
  if (item.flow) return [flowEditFor(item, observed)];
  const by = columnOf(text, first);
  const block = blockOf(observed);
  const old = pairs.find(({ key }) => String(key) === 'expect');
  const lastOf = (pair: Pair<ParsedNode, ParsedNode | null> | undefined): number =>
    pair?.value?.range?.[1] ?? pair?.key.range?.[1] ?? text.length;
  if (old?.key.range) {
    const end = lastOf(old);
    const isWholeLine = text[end - 1] === '\n';
    return [
      {
        start: old.key.range[0],
        end: isWholeLine ? end : endOfLine(text, end),
        text: indent(block, by).slice(by),
      },
    ];
  }
  const end = lastOf(pairs.at(-1));
  const at = text[end - 1] === '\n' ? end : endOfLine(text, end);
  const gap = at > 0 && text[at - 1] !== '\n' ? '\n' : '';
  return [{ start: at, end: at, text: gap + indent(block, by) }];
};

/** The text of a file of cases with expectations from what was received; everything else stays as it is written. */
export const updateCases = (text: string, observed: readonly Observed[]): string => {
  const document: Document.Parsed = parseDocument(text);
  const list = document.get('cases');
  if (!isSeq(list)) return text;
  const edits = list.items.flatMap((item) => {
    const name = isMap(item) ? String(item.get('name')) : undefined;
    const own = observed.find((each) => each.name === name);
    return own ? editFor(text, item as ParsedNode, own) : [];
  });
  return edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((before, edit) => before.slice(0, edit.start) + edit.text + before.slice(edit.end), text);
};
