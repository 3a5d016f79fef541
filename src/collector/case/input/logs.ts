import type { ListNode, MapNode } from '../../document/node.ts';
import { SEVERITIES } from '../parse/fields.ts';
import { get, textOf } from '../parse/reader.ts';
import { groupRecords, originOf, type Placed } from './origin.ts';
import { repeatsOf, type Surroundings } from './traces.ts';
import { anyValue, keyValues } from './value.ts';

const recordOf = (node: MapNode, { ids, baseNanos }: Surroundings): object => {
  const text = (key: string): string | undefined => {
    const value = get(node, key);
    return value && textOf(value);
  };
  const [severity, trace, span] = [text('severity'), text('trace'), text('span')];
  const body = get(node, 'body');
  return {
    timeUnixNano: String(baseNanos),
    observedTimeUnixNano: String(baseNanos),
    severityNumber: severity === undefined ? 0 : SEVERITIES.indexOf(severity) + 1,
    severityText: text('severity_text') ?? '',
    eventName: text('event') ?? '',
    ...(body && { body: anyValue(body) }),
    attributes: keyValues(get(node, 'attributes')),
    traceId: trace === undefined ? '' : ids.traceId(trace),
    spanId: span === undefined ? '' : ids.spanId(span),
  };
};

export const logsRequest = (list: ListNode, surroundings: Surroundings): object => {
  const placed = list.items.flatMap((node): readonly Placed[] => {
    if (node.kind !== 'map') return [];
    const one = { origin: originOf(node), record: recordOf(node, surroundings) };
    return Array.from({ length: repeatsOf(node) }, () => one);
  });
  return groupRecords(placed, ['resourceLogs', 'scopeLogs', 'logRecords']);
};
