import { matchesWildcard } from '../../../core/wildcard.ts';
import { type ConfigNode, type MapNode, toPlain } from '../../document/node.ts';
import { parseGoDuration } from '../../go/duration.ts';
import { compilePattern, patternOf } from '../parse/patterns.ts';
import { showExpected, showValue } from './show.ts';

/** One place where what came out is not what is expected. */
export interface Difference {
  /** The key, with those above it: `attributes.user.email`. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** Maps in which nothing else may be, where an item is expected exactly. */
const WHOLE_MAPS = new Set(['attributes', 'resource', 'scope_attributes']);

const DURATIONS = new Set(['start', 'duration']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same number is the same whether it came as an integer or not. */
const sameScalar = (expected: unknown, value: unknown): boolean =>
  Object.is(expected, value) ||
  ((typeof expected === 'number' || typeof expected === 'bigint') &&
    (typeof value === 'number' || typeof value === 'bigint') &&
    // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number
    expected == value);

const TESTS: Readonly<Record<string, (expected: unknown, value: unknown, node: ConfigNode) => boolean>> = {
  $any: (_expected, value) => value !== undefined,
  $absent: (_expected, value) => value === undefined,
  $match: (expected, value) =>
    value !== undefined && !isRecord(value) && compilePattern(String(expected))?.test(String(value)) === true,
  $glob: (expected, value) => typeof value === 'string' && matchesWildcard(String(expected), value),
  $not: (_expected, value, node) => matchValue(node, value, { path: '', isExact: false }).length > 0,
  $min: (expected, value) => typeof value !== 'string' && Number(value) >= Number(expected),
  $max: (expected, value) => typeof value !== 'string' && Number(value) <= Number(expected),
  $length: (expected, value) =>
    (typeof value === 'string' || Array.isArray(value)) && value.length === Number(expected),
};

const matchesPattern = (node: MapNode, value: unknown): boolean =>
  [...node.entries].every(([key, entry]) => TESTS[key]?.(toPlain(entry.value), value, entry.value) === true);

interface Where {
  readonly path: string;
  /** Nothing else may be in a map. */
  readonly isExact: boolean;
}

const differs = (node: ConfigNode, value: unknown, { path }: Where): readonly Difference[] => [
  { path, expected: showExpected(node), received: showValue(value) },
];

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const matchMap = (node: MapNode, value: unknown, where: Where): readonly Difference[] => {
  if (!isRecord(value)) return differs(node, value, where);
  const differences = [...node.entries].flatMap(([key, entry]) =>
    matchValue(entry.value, Object.hasOwn(value, key) ? value[key] : undefined, {
      ...where,
      path: join(where.path, key),
    }),
  );
  const extra = where.isExact ? Object.keys(value).filter((key) => !node.entries.has(key)) : [];
  return [
    ...differences,
    ...extra.map((key) => ({
      path: join(where.path, key),
      expected: 'nothing',
      received: showValue(value[key]),
    })),
  ];
};

const matchValue = (node: ConfigNode, value: unknown, where: Where): readonly Difference[] => {
  const pattern = patternOf(node);
  if (pattern) return matchesPattern(pattern, value) ? [] : differs(node, value, where);
  if (node.kind === 'map') return matchMap(node, value, where);
  if (node.kind === 'scalar') return sameScalar(node.value, value) ? [] : differs(node, value, where);
  if (!Array.isArray(value) || value.length !== node.items.length) return differs(node, value, where);
  return node.items.flatMap((item, index) =>
    matchValue(item, value[index], { ...where, path: `${where.path}[${index}]` }),
  );
};

const sameDuration = (node: ConfigNode, value: unknown): boolean =>
  node.kind === 'scalar' && parseGoDuration(String(node.value)) === parseGoDuration(String(value));

/**
 * Compares an item with what is expected of it: keys that are not named are not looked at; attributes, however, have
 * to be the very same ones where `isExact`. Nothing comes back where it matches.
 */
export const matchItem = (
  expected: MapNode,
  item: Readonly<Record<string, unknown>>,
  isExact: boolean,
): readonly Difference[] =>
  [...expected.entries].flatMap(([key, { value: node }]) => {
    const value =
      item[key] ?? (WHOLE_MAPS.has(key) && node.kind === 'map' && !patternOf(node) ? {} : undefined);
    if (DURATIONS.has(key) && sameDuration(node, value)) return [];
    return matchValue(node, value, { path: key, isExact: isExact && WHOLE_MAPS.has(key) });
  });
