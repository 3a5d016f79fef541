import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  visit,
} from 'yaml';
import type { ParsedYaml } from '../../core/yaml/parse.ts';
import { parseRecent } from '../../core/yaml/recent.ts';
import type { Problem } from '../problem.ts';
import { goFaultsOf } from './go-yaml.ts';
import type { ConfigNode, Entry, ListNode, MapNode, Place, ScalarNode } from './node.ts';

/** Most nodes of one file after aliases are followed, against a few lines that become gigabytes. */
const MAX_NODES = 1_000_000;

/** Deepest nesting. */
const MAX_DEPTH = 200;

class TooLarge extends Error {}

interface Reading {
  readonly file: string;
  readonly whole: string;
  readonly targets: ReadonlyMap<Alias, ParsedNode>;
  readonly positionOf: ParsedYaml['positionOf'];
  readonly problems: Problem[];
  nodes: number;
}

/** What each alias refers to: the last anchor of its name before it. One walk, however many there are. */
const targetsOf = (document: Document.Parsed): ReadonlyMap<Alias, ParsedNode> => {
  const anchored = new Map<string, ParsedNode>();
  const targets = new Map<Alias, ParsedNode>();
  visit(document, (_, node) => {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const target = anchored.get(node.source);
      if (target) targets.set(node, target);
    } else if (node.anchor) anchored.set(node.anchor, node as ParsedNode);
  });
  return targets;
};

/**
 * Numbers that the Collector reads in another way than YAML 1.2 has them: `0777` is octal, `1_000` has digits in groups.
 * https://pkg.go.dev/go.yaml.in/yaml/v3
 */
const goNumber = (source: string): number | undefined => {
  if (!/^[-+\d]/.test(source)) return undefined;
  const plain = source.replaceAll('_', '');
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(plain) ?? [];
  const octal = /^0([0-7]+)$/.exec(digits)?.[1];
  const isGrouped = plain !== source && /^\d/.test(digits);
  const isPrefixed = /^0(?:[bB][01]+|[oO][0-7]+|[xX][\da-fA-F]+)$/.test(digits);
  const isNumber = octal !== undefined || isPrefixed || isGrouped;
  const value = octal === undefined ? Number(digits) : Number.parseInt(octal, 8);
  if (!isNumber || Number.isNaN(value)) return undefined;
  return sign === '-' ? -value : value;
};

/** What the Collector reads as a date, and then has no use for. */
const DATE =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]+\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?\s*(?:Z|[-+]\d{1,2}(?::\d{2})?)?)?$/;

const scalarOf = ({ value, source, type, range }: Scalar, place: Place, whole: string): ScalarNode => {
  const isPlain = type === 'PLAIN';
  const number = isPlain && source !== undefined ? goNumber(source) : undefined;
  if (number !== undefined) return { kind: 'scalar', place, value: number, text: source as string };
  const text = isPlain && typeof value !== 'string' && source !== undefined ? { text: source } : {};
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || value === null)
    return { kind: 'scalar', place, value, ...text };
  return {
    kind: 'scalar',
    place,
    value: String(value),
    ...(range && { written: whole.slice(range[0], range[1]) }),
  };
};

const readMap = (node: ParsedNode, place: Place, reading: Reading, depth: number): MapNode => {
  const entries = new Map<string, Entry>();
  const written = new Set<string>();
  if (!isMap(node)) return { kind: 'map', place, entries };
  for (const item of node.items) {
    if (!isPair(item)) continue;
    const key = item.key as ParsedNode;
    const keyPlace = { file: reading.file, ...reading.positionOf(key) };
    const value = item.value as ParsedNode | null;
    if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && value) {
      const merged = readNode(value, reading, depth + 1);
      // A list that is an alias is refused as well.
      const parts = merged.kind === 'list' && isSeq(value) ? merged.items : [merged];
      if (parts.some(({ kind }) => kind !== 'map'))
        reading.problems.push({
          id: 'yaml',
          severity: 'error',
          place: keyPlace,
          path: [],
          message: 'what "<<" brings in is no map; expected an alias of a map, a map, or a list of them',
        });
      for (const part of parts)
        if (part.kind === 'map')
          for (const [name, entry] of part.entries) if (!entries.has(name)) entries.set(name, entry);
      continue;
    }
    // As Go writes a key that is nothing.
    const name = isScalar(key) ? (key.value === null ? '<nil>' : String(key.value)) : key.toString();
    if (written.has(name))
      reading.problems.push({
        id: 'yaml',
        severity: 'error',
        place: keyPlace,
        path: [],
        message: `"${name}" is there twice in one map`,
      });
    written.add(name);
    entries.set(name, {
      key: keyPlace,
      value: value ? readNode(value, reading, depth + 1) : { kind: 'scalar', place: keyPlace, value: null },
    });
  }
  return { kind: 'map', place, entries };
};

const readNode = (node: ParsedNode, reading: Reading, depth: number): ConfigNode => {
  reading.nodes++;
  if (reading.nodes > MAX_NODES)
    throw new TooLarge(`more than ${MAX_NODES} values once aliases are followed`);
  if (depth > MAX_DEPTH) throw new TooLarge(`nested more than ${MAX_DEPTH} levels deep`);
  const place = { file: reading.file, ...reading.positionOf(node) };
  if (isAlias(node)) {
    const target = reading.targets.get(node);
    if (!target) throw new TooLarge(`*${node.source} refers to nothing`);
    return readNode(target, reading, depth + 1);
  }
  if (isMap(node)) return readMap(node, place, reading, depth);
  if (isSeq(node)) {
    const items = node.items.map((item) => readNode(item as ParsedNode, reading, depth + 1));
    return { kind: 'list', place, items } satisfies ListNode;
  }
  const scalar = node as Scalar;
  if (scalar.type === 'PLAIN' && DATE.test(scalar.source ?? ''))
    reading.problems.push({
      id: 'yaml',
      severity: 'error',
      place,
      path: [],
      message: `${scalar.source} is read as a date, which is not accepted; put quotes around it`,
    });
  return scalarOf(scalar, place, reading.whole);
};

export interface ReadFile {
  /** Undefined where the text has no document, or cannot be read. */
  readonly node: ConfigNode | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads the text of one file.
 *
 * @param isOurs the Collector never reads it, so that all of YAML 1.2 may be in it
 */
export const readYaml = (text: string, file: string, isOurs = false): ReadFile => {
  const { document, faults, positionOf } = parseRecent(text);
  const problems: Problem[] = faults.map(({ line, column, message }) => ({
    id: 'yaml',
    severity: 'error',
    place: { file, line, column },
    path: [],
    // The parser calls itself for each level.
    message: /call stack|stack overflow/i.test(message) ? 'nested too deeply' : message,
  }));
  if (!document?.contents || problems.length > 0) return { node: undefined, problems };
  for (const { offset, message } of isOurs ? [] : goFaultsOf(text, document)) {
    const place = { file, ...positionOf({ range: [offset] }) };
    problems.push({ id: 'yaml', severity: 'error', place, path: [], message });
  }
  try {
    const targets = text.includes('&') ? targetsOf(document) : new Map();
    const reading = { file, whole: text, targets, positionOf, problems, nodes: 0 };
    const node = readNode(document.contents as ParsedNode, reading, 0);
    return { node: problems.length > 0 ? undefined : node, problems };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const place = { file, line: 1, column: 1 };
    return {
      node: undefined,
      problems: [{ id: 'yaml', severity: 'error', place, path: [], message: error.message }],
    };
  }
};
