import { type ConfigNode, toPlain } from '../../document/node.ts';
import { patternOf } from '../parse/patterns.ts';

const MAX_LENGTH = 300;

const shorten = (text: string): string =>
  text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}… (${text.length} characters)` : text;

/** A received value on one line. */
export const showValue = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  return shorten(
    JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each)) ?? 'nothing',
  );
};

const WORDS: Readonly<Record<string, (value: string) => string>> = {
  $any: () => 'any value',
  $absent: () => 'nothing',
  $match: (value) => `text that matches ${value}`,
  $glob: (value) => `text like ${value}`,
  $not: (value) => `not ${value}`,
  $min: (value) => `at least ${value}`,
  $max: (value) => `at most ${value}`,
  $length: (value) => `length ${value}`,
};

/** An expected value on one line; patterns in words. */
export const showExpected = (node: ConfigNode): string => {
  const pattern = patternOf(node);
  if (!pattern) return showValue(toPlain(node));
  return [...pattern.entries]
    .map(([key, { value }]) =>
      (WORDS[key] ?? String)(key === '$not' ? showExpected(value) : showValue(toPlain(value))),
    )
    .join(', ');
};

const join = (item: Readonly<Record<string, unknown>>, keys: readonly string[]): string => {
  const shown = keys.filter((key) => item[key] !== undefined).map((key) => `${key} ${showValue(item[key])}`);
  const { name } = item;
  if (name === undefined) return shown.join(', ');
  return shown.length === 0 ? showValue(name) : `${showValue(name)} (${shown.join(', ')})`;
};

/** What an item is, where its attributes are shown beside it. */
export const nameItem = (item: Readonly<Record<string, unknown>>): string =>
  join(item, ['body', 'service', ...(item.body === undefined ? ['trace'] : [])]);

/** An item in a few words: what it is, and what tells it from others. */
export const showItem = (item: Readonly<Record<string, unknown>>): string =>
  join(item, ['body', 'service', ...(item.body === undefined ? ['trace'] : []), 'attributes']);
