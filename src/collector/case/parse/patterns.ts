import { type ConfigNode, kindOf, type MapNode } from '../../document/node.ts';
import { fault, type Reader, textOf } from './reader.ts';

/** What can stand for a value in an expectation: a map whose keys begin with `$`. */
const PATTERNS = ['$any', '$absent', '$match', '$glob', '$not', '$min', '$max', '$length'] as const;

export const patternOf = (node: ConfigNode): MapNode | undefined =>
  node.kind === 'map' && node.entries.size > 0 && [...node.entries.keys()].every((key) => key.startsWith('$'))
    ? node
    : undefined;

export const compilePattern = (text: string): RegExp | undefined => {
  try {
    return new RegExp(text, 'u');
  } catch {
    return undefined;
  }
};

const checkPattern = (name: string, value: ConfigNode, reader: Reader): void => {
  const text = textOf(value);
  if (name === '$not') checkPatterns(value, reader);
  else if (name === '$any' || name === '$absent') {
    if (text !== 'true') fault(reader, value.place, `${name}: expected true`);
  } else if (name === '$min' || name === '$max' || name === '$length') {
    if (value.kind !== 'scalar' || typeof value.value !== 'number')
      fault(reader, value.place, `${name}: expected a number, found ${kindOf(value)}`);
  } else if (text === undefined)
    fault(reader, value.place, `${name}: expected a string, found ${kindOf(value)}`);
  else if (name === '$match' && !compilePattern(text))
    fault(reader, value.place, `$match: "${text}" is no regular expression`);
};

/** Reports patterns that are none, anywhere in an expected value. */
export const checkPatterns = (node: ConfigNode, reader: Reader): void => {
  if (node.kind === 'list') for (const item of node.items) checkPatterns(item, reader);
  if (node.kind !== 'map') return;
  const isWhole = patternOf(node) !== undefined;
  for (const [key, { key: place, value }] of node.entries) {
    if (!key.startsWith('$')) checkPatterns(value, reader);
    else if (!PATTERNS.some((known) => known === key))
      fault(reader, place, `"${key}" is no pattern; known: ${PATTERNS.join(', ')}`);
    else if (!isWhole) fault(reader, place, `${key}: a pattern stands alone, not beside other keys`);
    else checkPattern(key, value, reader);
  }
};
