import type { ConfigNode, MapNode } from '../../document/node.ts';
import {
  CASE_SIGNALS,
  type CaseSignal,
  type Count,
  type Counted,
  type Expectation,
  type ItemExpectation,
  type OutputExpectation,
  type WholeExpectation,
} from '../case.ts';
import { FIELDS, OUTPUT_FIELDS } from './fields.ts';
import { checkPatterns } from './patterns.ts';
import { fault, get, type Reader, readFlag, readList, readMap, readNames } from './reader.ts';

const WHOLE_KEYS = ['kept', 'dropped', 'nowhere'] as const;
const ITEM_KEYS = ['contain', 'exactly', 'absent', 'count'] as const;

/** How many of the items match. */
const COUNT_KEY = '$count';

const wholeNumber = (node: ConfigNode | undefined): number | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= 0
    ? node.value
    : undefined;

/** A number, or `{min, max}`. */
const readCount = (node: ConfigNode | undefined, name: string, reader: Reader): Count | undefined => {
  if (!node) return undefined;
  const exact = wholeNumber(node);
  if (exact !== undefined) return { min: exact, max: exact };
  if (node.kind !== 'map')
    return fault(reader, node.place, `${name}: expected a whole number, or a map with min and max`);
  const map = readMap(node, name, ['min', 'max'], reader);
  const [low, high] = [get(map, 'min'), get(map, 'max')];
  const [min, max] = [wholeNumber(low), wholeNumber(high)];
  if ((low && min === undefined) || (high && max === undefined) || (!low && !high))
    return fault(reader, node.place, `${name}: expected whole numbers as min and max`);
  return { min: min ?? 0, max: max ?? Number.POSITIVE_INFINITY };
};

const readItem = (node: ConfigNode, signal: CaseSignal, extra: readonly string[], reader: Reader) => {
  const map = readMap(node, signal, [...FIELDS[signal], ...OUTPUT_FIELDS[signal], ...extra], reader);
  if (!map) return [];
  for (const [key, { value }] of map.entries) if (key !== COUNT_KEY) checkPatterns(value, reader);
  return [map];
};

const readItems = (
  node: ConfigNode | undefined,
  name: string,
  signal: CaseSignal,
  reader: Reader,
): readonly MapNode[] =>
  (readList(node, name, reader)?.items ?? []).flatMap((item) => readItem(item, signal, [], reader));

const readCounted = (node: ConfigNode | undefined, signal: CaseSignal, reader: Reader): readonly Counted[] =>
  (readList(node, 'contain', reader)?.items ?? [])
    .flatMap((item) => readItem(item, signal, [COUNT_KEY], reader))
    .map((map) => {
      const count = readCount(get(map, COUNT_KEY), COUNT_KEY, reader);
      const entries = new Map([...map.entries].filter(([key]) => key !== COUNT_KEY));
      return { node: { ...map, entries }, ...(count && { count }) };
    });

const readSignal = (node: ConfigNode, signal: CaseSignal, reader: Reader): ItemExpectation | undefined => {
  const map = readMap(node, signal, ITEM_KEYS, reader);
  if (!map) return undefined;
  const exactly = get(map, 'exactly');
  const count = get(map, 'count');
  const read = readCount(count, 'count', reader);
  return {
    signal,
    place: node.place,
    contain: readCounted(get(map, 'contain'), signal, reader),
    ...(exactly && { exactly: readItems(exactly, 'exactly', signal, reader) }),
    absent: readItems(get(map, 'absent'), 'absent', signal, reader),
    ...(count && read && { count: { ...read, place: count.place } }),
  };
};

const readWhole = (map: MapNode, reader: Reader): WholeExpectation => ({
  kept: readNames(get(map, 'kept'), 'kept', reader),
  dropped: readNames(get(map, 'dropped'), 'dropped', reader),
  nowhere: readNames(get(map, 'nowhere'), 'nowhere', reader).filter(
    ({ name, place }) => name !== '' || fault(reader, place, 'nowhere: an empty text is everywhere'),
  ),
});

const readOutput = (name: string, node: ConfigNode, reader: Reader): OutputExpectation | undefined => {
  const map = readMap(node, `outputs.${name}`, [...CASE_SIGNALS, ...WHOLE_KEYS, 'nothing'], reader);
  if (!map) return undefined;
  const items = CASE_SIGNALS.flatMap((signal) => {
    const own = get(map, signal);
    return (own && readSignal(own, signal, reader)) ?? [];
  });
  return {
    ...readWhole(map, reader),
    output: { name, place: node.place },
    items,
    nothing: readFlag(get(map, 'nothing'), 'nothing', reader) ?? false,
  };
};

/** The value of `expect`. */
export const readExpectation = (node: ConfigNode, reader: Reader): Expectation | undefined => {
  const map = readMap(node, 'expect', [...WHOLE_KEYS, 'refused', 'outputs'], reader);
  if (!map) return undefined;
  const outputs = get(map, 'outputs');
  if (outputs && outputs.kind !== 'map')
    fault(reader, outputs.place, 'outputs: expected a map from exporters or pipelines to what they receive');
  return {
    ...readWhole(map, reader),
    refused: readFlag(get(map, 'refused'), 'refused', reader) ?? false,
    outputs:
      outputs?.kind === 'map'
        ? [...outputs.entries].flatMap(([name, { key, value }]) => {
            const read = readOutput(name, value, reader);
            return read ? [{ ...read, output: { name, place: key } }] : [];
          })
        : [],
  };
};
