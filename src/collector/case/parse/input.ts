import { type ConfigNode, kindOf, type ListNode, type MapNode } from '../../document/node.ts';
import { parseGoDuration } from '../../go/duration.ts';
import { CASE_SIGNALS, type CaseSignal, type Input } from '../case.ts';
import {
  FIELDS,
  INPUT_FIELDS,
  METRIC_TYPES,
  POINT_FIELDS,
  SEVERITIES,
  SPAN_KINDS,
  STATUSES,
  TEMPORALITIES,
} from './fields.ts';
import {
  fault,
  get,
  type Reader,
  readList,
  readMap,
  readNames,
  readText,
  readTexts,
  textOf,
} from './reader.ts';

const INPUT_KEYS = ['into', 'headers', ...CASE_SIGNALS, 'file'] as const;

/** Most copies of one item. */
const MAX_REPEAT = 10_000;

const oneOf = (node: MapNode, key: string, accepted: readonly string[], reader: Reader): void => {
  const value = get(node, key);
  if (!value) return;
  const text = textOf(value);
  if (text === undefined || !accepted.includes(text))
    fault(
      reader,
      value.place,
      `${key}: "${text ?? kindOf(value)}" is not known; expected one of ${accepted.join(', ')}`,
    );
};

const NUMBERS = ['value', 'count', 'sum', 'min', 'max'];
const MAPS = ['resource', 'attributes', 'scope_attributes'];
const DURATIONS = ['start', 'duration'];

const checkNumber = (node: MapNode, key: string, reader: Reader): void => {
  const value = get(node, key);
  if (value && (value.kind !== 'scalar' || typeof value.value !== 'number'))
    fault(reader, value.place, `${key}: expected a number, found ${kindOf(value)}`);
};

const checkCommon = (node: MapNode, reader: Reader): void => {
  for (const key of MAPS) {
    const value = get(node, key);
    if (value && value.kind !== 'map')
      fault(reader, value.place, `${key}: expected a map, found ${kindOf(value)}`);
  }
  for (const key of NUMBERS) checkNumber(node, key, reader);
  for (const key of DURATIONS) {
    const value = get(node, key);
    const text = value && textOf(value);
    if (value && (text === undefined || parseGoDuration(text) === undefined))
      fault(
        reader,
        value.place,
        `${key}: "${text ?? kindOf(value)}" is no duration; expected one such as 20ms`,
      );
  }
  const repeat = get(node, 'repeat');
  if (repeat) {
    const times = repeat.kind === 'scalar' ? repeat.value : undefined;
    if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > MAX_REPEAT)
      fault(reader, repeat.place, `repeat: expected a whole number from 1 to ${MAX_REPEAT}`);
  }
};

const checkParts = (node: MapNode, key: string, keys: readonly string[], reader: Reader): void => {
  for (const item of readList(get(node, key), key, reader)?.items ?? []) {
    const part = readMap(item, key, keys, reader);
    if (part) checkCommon(part, reader);
  }
};

const needsName = (node: MapNode, what: string, reader: Reader): void => {
  if (!get(node, 'name')) fault(reader, node.place, `${what}: name is missing`);
};

const CHECKS: Readonly<Record<CaseSignal, (node: MapNode, reader: Reader, keys: readonly string[]) => void>> =
  {
    traces: (node, reader, keys) => {
      needsName(node, 'a span', reader);
      oneOf(node, 'kind', SPAN_KINDS, reader);
      oneOf(node, 'status', STATUSES, reader);
      checkParts(node, 'events', ['name', 'attributes'], reader);
      checkParts(node, 'links', ['trace', 'id', 'attributes'], reader);
      for (const child of readList(get(node, 'children'), 'children', reader)?.items ?? [])
        checkItem(
          child,
          'traces',
          keys.filter((key) => key !== 'repeat'),
          reader,
        );
    },
    metrics: (node, reader) => {
      needsName(node, 'a metric', reader);
      oneOf(node, 'type', METRIC_TYPES.slice(0, 3), reader);
      oneOf(node, 'temporality', TEMPORALITIES.slice(1), reader);
      checkParts(node, 'points', POINT_FIELDS, reader);
    },
    logs: (node, reader) => oneOf(node, 'severity', SEVERITIES, reader),
  };

const checkItem = (node: ConfigNode, signal: CaseSignal, keys: readonly string[], reader: Reader): void => {
  const item = readMap(node, signal, keys, reader);
  if (!item) return;
  checkCommon(item, reader);
  CHECKS[signal](item, reader, keys);
};

const readItems = (node: MapNode, signal: CaseSignal, reader: Reader): ListNode | undefined => {
  const list = readList(get(node, signal), signal, reader);
  for (const item of list?.items ?? [])
    checkItem(item, signal, [...FIELDS[signal], ...INPUT_FIELDS[signal]], reader);
  return list;
};

/** One entry of `input`. */
export const readInput = (node: ConfigNode, reader: Reader): Input | undefined => {
  const map = readMap(node, 'input', INPUT_KEYS, reader);
  if (!map) return undefined;
  const items: Partial<Record<CaseSignal, ListNode>> = {};
  for (const signal of CASE_SIGNALS) {
    const list = readItems(map, signal, reader);
    if (list) items[signal] = list;
  }
  const path = get(map, 'file');
  const name = readText(path, 'file', reader);
  if (!path && Object.keys(items).length === 0)
    fault(reader, node.place, `input: nothing to send; expected ${CASE_SIGNALS.join(', ')} or file`);
  return {
    place: node.place,
    into: readNames(get(map, 'into'), 'into', reader),
    headers: readTexts(get(map, 'headers'), 'headers', reader),
    items,
    ...(path && name !== undefined && { file: { name, place: path.place } }),
  };
};
