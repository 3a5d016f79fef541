import type { MapNode } from '../../document/node.ts';
import type { CaseSignal, Count, Counted, ItemExpectation } from '../case.ts';
import type { Item } from '../output/items.ts';
import type { Failure } from './failure.ts';
import { type Difference, matchItem } from './match.ts';
import { pairUp } from './pair.ts';
import { nameItem, showItem } from './show.ts';

const NOUNS: Readonly<Record<CaseSignal, readonly [one: string, many: string]>> = {
  traces: ['span', 'spans'],
  metrics: ['point', 'points'],
  logs: ['log record', 'log records'],
};

const MAX_LISTED = 10;

export const counted = (count: number, signal: CaseSignal): string =>
  count === 0 ? `no ${NOUNS[signal][0]}` : `${count} ${NOUNS[signal][count === 1 ? 0 : 1]}`;

const listed = (items: readonly Item[]): string => {
  const shown = items.slice(0, MAX_LISTED).map((item) => `\n  ${showItem(item)}`);
  return shown.join('') + (items.length > MAX_LISTED ? `\n  and ${items.length - MAX_LISTED} more` : '');
};

const countText = ({ min, max }: Count): string => {
  if (min === max) return String(min);
  return max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
};

/** A name that is the same counts for more than any number of attributes. */
const weightOf = (differences: readonly Difference[]): number =>
  differences.length + (differences.some(({ path }) => path === 'name' || path === 'body') ? 100 : 0);

const nearestOf = (node: MapNode, items: readonly Item[], isExact: boolean) => {
  const [best] = items
    .map((item) => ({ item, differences: matchItem(node, item, isExact) }))
    .sort((one, other) => weightOf(one.differences) - weightOf(other.differences));
  return best;
};

const missing = (
  node: MapNode,
  rest: readonly Item[],
  total: number,
  signal: CaseSignal,
  isExact: boolean,
): Failure => {
  const best = nearestOf(node, rest, isExact);
  const one = NOUNS[signal][0];
  const wanted = showWanted(node);
  if (!best)
    return {
      place: node.place,
      message: `expected ${one} ${wanted}; received ${total === 0 ? 'none' : `${counted(total, signal)}, all of them expected elsewhere`}`,
      differences: [],
      mayComeTrue: true,
    };
  return {
    place: node.place,
    message: `expected ${one} ${wanted}; the nearest of ${counted(total, signal)} is ${nameItem(best.item)}, which differs`,
    differences: best.differences,
    mayComeTrue: true,
  };
};

const showWanted = (node: MapNode): string => {
  const name = node.entries.get('name')?.value ?? node.entries.get('body')?.value;
  return name?.kind === 'scalar' && name.value !== null ? JSON.stringify(name.value) : '';
};

const checkContain = (
  contain: readonly Counted[],
  items: readonly Item[],
  signal: CaseSignal,
): readonly Failure[] => {
  const fits = ({ node }: Counted): readonly number[] =>
    items.flatMap((item, index) => (matchItem(node, item, false).length === 0 ? [index] : []));
  const numbered = contain.flatMap(({ node, count }): readonly Failure[] => {
    if (!count) return [];
    const found = fits({ node }).length;
    if (found >= count.min && found <= count.max) return [];
    return [
      {
        place: node.place,
        message: `expected ${countText(count)} that match, received ${found} of ${counted(items.length, signal)}${listed(items)}`,
        differences: [],
        mayComeTrue: found < count.min,
      },
    ];
  });
  const single = contain.filter(({ count }) => !count);
  const partners = pairUp(single.map(fits));
  const rest = items.filter((_item, index) => !partners.includes(index));
  const unmet = single.filter((_one, index) => partners[index] === undefined);
  return [...numbered, ...unmet.map(({ node }) => missing(node, rest, items.length, signal, false))];
};

const checkExactly = (
  { exactly, signal, place }: ItemExpectation,
  items: readonly Item[],
): readonly Failure[] => {
  if (!exactly) return [];
  const partners = pairUp(
    exactly.map((node) =>
      items.flatMap((item, index) => (matchItem(node, item, true).length === 0 ? [index] : [])),
    ),
  );
  const rest = items.filter((_item, index) => !partners.includes(index));
  const unmet = exactly.filter((_one, index) => partners[index] === undefined);
  const failures = unmet.map((node) => missing(node, rest, items.length, signal, true));
  if (items.length <= exactly.length) return failures;
  return [
    ...failures,
    {
      place,
      message: `expected exactly ${counted(exactly.length, signal)}, received ${items.length}; not expected:${listed(rest)}`,
      differences: [],
      mayComeTrue: false,
    },
  ];
};

const checkAbsent = ({ absent, signal }: ItemExpectation, items: readonly Item[]): readonly Failure[] =>
  absent.flatMap((node) =>
    items
      .filter((item) => matchItem(node, item, false).length === 0)
      .slice(0, 1)
      .map((item) => ({
        place: node.place,
        message: `expected no such ${NOUNS[signal][0]}, received ${showItem(item)}`,
        differences: [],
        mayComeTrue: false,
      })),
  );

const checkCount = ({ count, signal }: ItemExpectation, items: readonly Item[]): readonly Failure[] => {
  if (!count || (items.length >= count.min && items.length <= count.max)) return [];
  return [
    {
      place: count.place,
      message: `expected ${countText(count)} ${NOUNS[signal][1]}, received ${items.length}${listed(items)}`,
      differences: [],
      mayComeTrue: items.length < count.min,
    },
  ];
};

/** What is wrong with the items of one signal. */
export const checkItems = (expectation: ItemExpectation, items: readonly Item[]): readonly Failure[] => [
  ...checkContain(expectation.contain, items, expectation.signal),
  ...checkExactly(expectation, items),
  ...checkAbsent(expectation, items),
  ...checkCount(expectation, items),
];
