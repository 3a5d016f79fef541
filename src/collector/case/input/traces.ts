import type { ListNode, MapNode } from '../../document/node.ts';
import { parseGoDuration } from '../../go/duration.ts';
import { SPAN_KINDS, STATUSES } from '../parse/fields.ts';
import { get, textOf } from '../parse/reader.ts';
import type { Ids } from './ids.ts';
import { groupRecords, type Origin, originOf, type Placed } from './origin.ts';
import { keyValues } from './value.ts';

const DEFAULT_DURATION = '10ms';

export interface Surroundings {
  readonly ids: Ids;
  /** When everything starts, in nanoseconds since 1970. */
  readonly baseNanos: bigint;
}

interface Parent {
  readonly trace: string;
  readonly spanId: string;
  readonly origin: Origin;
}

const text = (node: MapNode, key: string): string | undefined => {
  const value = get(node, key);
  return value && textOf(value);
};

const nanosOf = (duration: string): bigint => BigInt(Math.round(parseGoDuration(duration) ?? 0));

const partsOf = (node: MapNode, key: string): readonly MapNode[] => {
  const list = get(node, key);
  return list?.kind === 'list' ? list.items.filter((item) => item.kind === 'map') : [];
};

/** How often an item is sent. */
export const repeatsOf = (node: MapNode): number => Number(text(node, 'repeat') ?? 1);

/** Requests of OTLP's JSON form for spans; spans without a trace begin one of their own. */
export const tracesRequest = (list: ListNode, { ids, baseNanos }: Surroundings): object => {
  const placed: Placed[] = [];
  let traces = ids.sent.size;
  let spans = 0;

  const spanRecord = (node: MapNode, traceId: string, spanId: string, parentId: string): object => {
    const start = baseNanos + nanosOf(text(node, 'start') ?? '0');
    const status = text(node, 'status');
    const message = text(node, 'status_message');
    return {
      traceId,
      spanId,
      parentSpanId: parentId,
      traceState: text(node, 'trace_state') ?? '',
      name: text(node, 'name') ?? '',
      kind: SPAN_KINDS.findIndex((kind) => kind === (text(node, 'kind') ?? 'internal')),
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + nanosOf(text(node, 'duration') ?? DEFAULT_DURATION)),
      attributes: keyValues(get(node, 'attributes')),
      events: partsOf(node, 'events').map((event) => ({
        timeUnixNano: String(start),
        name: text(event, 'name') ?? '',
        attributes: keyValues(get(event, 'attributes')),
      })),
      links: partsOf(node, 'links').map((link) => ({
        traceId: ids.traceId(text(link, 'trace') ?? ''),
        spanId: ids.spanId(text(link, 'id') ?? ''),
        attributes: keyValues(get(link, 'attributes')),
      })),
      status: {
        code: STATUSES.findIndex((code) => code === (status ?? 'unset')),
        ...(message && { message }),
      },
    };
  };

  const add = (node: MapNode, parent: Parent | undefined, copy: number): void => {
    const suffix = copy > 0 ? ` ${copy + 1}` : '';
    const given = text(node, 'trace');
    if (parent === undefined && given === undefined) traces++;
    const trace = parent?.trace ?? (given === undefined ? `trace ${traces}` : `${given}${suffix}`);
    const id = text(node, 'id');
    spans++;
    const spanId = ids.spanId(id === undefined ? `${trace}, span ${spans}` : `${id}${suffix}`);
    const traceId = ids.traceId(trace);
    ids.add(traceId, spanId);
    const named = text(node, 'parent');
    const parentId = parent?.spanId ?? (named === undefined ? '' : ids.spanId(named));
    const origin = originOf(node, parent?.origin);
    placed.push({ origin, record: spanRecord(node, traceId, spanId, parentId) });
    for (const child of partsOf(node, 'children')) add(child, { trace, spanId, origin }, copy);
  };

  for (const node of list.items) {
    if (node.kind !== 'map') continue;
    for (let copy = 0; copy < repeatsOf(node); copy++) add(node, undefined, copy);
  }
  return groupRecords(placed, ['resourceSpans', 'scopeSpans', 'spans']);
};
