import type { Problem } from '../problem.ts';
import {
  type ConfigNode,
  type ConfigPath,
  type Entry,
  type Place,
  pathText,
  type ScalarNode,
} from './node.ts';
import { readYaml } from './read.ts';

// https://github.com/open-telemetry/opentelemetry-collector/blob/main/docs/rfcs/env-vars.md
// https://opentelemetry.io/docs/collector/configuration/#environment-variables

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For `${file:…}`; throws where the file cannot be read. */
  readFile(path: string): string;
  /** A variable that is not set is left as it is written, so that it can be shown; it is nothing otherwise. */
  readonly keepsUnset?: boolean;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FILE = /^file:([\s\S]+)$/;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]+):([\s\S]*)$/;

/** Deepest `${…}` inside what another one gave. */
const MAX_DEPTH = 10;

/** Longest text that comes of a value, in UTF-16 units. */
const MAX_LENGTH = 1_000_000;

const KEPT = Symbol('as it is written');

interface Expansion extends Surroundings {
  readonly problems: Problem[];
  /** Names of variables that are not set and have no default. */
  readonly unset: Set<string>;
  /** The reference that leaves a value empty, by the path of the value. */
  readonly emptied: Map<string, string>;
}

/** Where the `}` is that closes each `${`. */
const closingsOf = (text: string): ReadonlyMap<number, number> => {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '$' && text[at + 1] === '{') open.push(at);
    else if (text[at] === '}') {
      const start = open.pop();
      if (start !== undefined) closings.set(start, at);
    }
  }
  return closings;
};

const report = (node: ScalarNode, path: ConfigPath, message: string, { problems }: Expansion): void => {
  problems.push({ id: 'expansion', severity: 'error', place: node.place, path, message });
};

/** What a reference stands for, as YAML; undefined where it stands for nothing that can be had; KEPT where it stays. */
const lookUp = (
  reference: string,
  node: ScalarNode,
  path: ConfigPath,
  expansion: Expansion,
): string | typeof KEPT | undefined => {
  const [, scheme = 'env', rest = reference] = SCHEME.exec(reference) ?? [];
  const isNameWithDefault = scheme !== 'env' && rest.startsWith('-');
  if (scheme === 'env' || isNameWithDefault) {
    const whole = isNameWithDefault ? reference : rest;
    const split = whole.indexOf(':-');
    const name = split < 0 ? whole : whole.slice(0, split);
    if (!NAME.test(name)) {
      report(
        node,
        path,
        `\${${reference}}: "${name}" is not the name of a variable; expected letters, digits and _`,
        expansion,
      );
      return undefined;
    }
    const value = expansion.env[name];
    if (value !== undefined && (value !== '' || split < 0)) return value;
    if (split >= 0) return whole.slice(split + 2);
    if (!expansion.unset.has(name))
      expansion.problems.push({
        id: 'unset-variable',
        severity: 'warning',
        place: node.place,
        path,
        message: `\${${reference}}: the variable ${name} is not set, so this is empty; set it, or give a default: \${env:${name}:-default}`,
      });
    expansion.unset.add(name);
    expansion.emptied.set(pathText(path), `\${${reference}}`);
    return expansion.keepsUnset ? KEPT : '';
  }
  if (scheme === 'yaml') return rest;
  if (scheme === 'file') {
    try {
      return expansion.readFile(rest);
    } catch (error) {
      report(
        node,
        path,
        `\${${reference}}: cannot be read (${(error as { code?: string }).code ?? (error as Error).message})`,
        expansion,
      );
      return undefined;
    }
  }
  if (scheme === 'http' || scheme === 'https') return undefined;
  report(
    node,
    path,
    `\${${reference}}: scheme "${scheme}" is not supported; supported: env, file, http, https, yaml`,
    expansion,
  );
  return undefined;
};

const expandScalar = (
  node: ScalarNode,
  path: ConfigPath,
  expansion: Expansion,
  depth: number,
): ConfigNode => {
  const { value } = node;
  if (typeof value !== 'string' || !value.includes('$')) return node;
  if (depth > MAX_DEPTH) {
    report(node, path, `refers to itself, or more than ${MAX_DEPTH} levels deep`, expansion);
    return node;
  }
  const closings = closingsOf(value);
  let text = '';
  let at = 0;
  let isChanged = false;
  while (at < value.length) {
    if (value.startsWith('$$', at)) {
      text += '$';
      at += 2;
      isChanged = true;
      continue;
    }
    const close = closings.get(at);
    if (close === undefined) {
      text += value[at];
      at++;
      continue;
    }
    isChanged = true;
    const inner = expandScalar({ ...node, value: value.slice(at + 2, close) }, path, expansion, depth + 1);
    const reference = inner.kind === 'scalar' ? String(inner.value) : '';
    const found = lookUp(reference, node, path, expansion);
    if (found === KEPT) {
      text += `\${${reference}}`;
      at = close + 1;
      continue;
    }
    if (at === 0 && close === value.length - 1) {
      if (found === undefined) return { ...node, value: null, isExpanded: true, isReference: true };
      return expandWhole(found, FILE.exec(reference)?.[1], node, path, expansion, depth);
    }
    text += found ?? '';
    if (text.length > MAX_LENGTH) {
      report(node, path, `becomes longer than ${MAX_LENGTH} characters`, expansion);
      return node;
    }
    at = close + 1;
  }
  return isChanged ? { ...node, value: text, isExpanded: true } : node;
};

/**
 * A value that is one reference has the type that its text has as YAML. Its place is where the reference stands, with
 * the place in the file that is included, if it is one.
 */
const expandWhole = (
  found: string,
  file: string | undefined,
  node: ScalarNode,
  path: ConfigPath,
  expansion: Expansion,
  depth: number,
): ConfigNode => {
  const parsed = readYaml(found, file ?? node.place.file);
  const movedPlace = (place: Place): Place =>
    file === undefined ? node.place : { ...node.place, included: place };
  const moved = (each: ConfigNode): ConfigNode => {
    const own = { place: movedPlace(each.place) };
    if (each.kind === 'map') {
      const entries = new Map<string, Entry>();
      for (const [key, entry] of each.entries)
        entries.set(key, { key: movedPlace(entry.key), value: moved(entry.value) });
      return { ...each, ...own, entries };
    }
    if (each.kind === 'list') return { ...each, ...own, items: each.items.map(moved) };
    return { ...each, ...own, written: undefined, isExpanded: true };
  };
  const whole = parsed.node
    ? moved(parsed.node)
    : {
        ...node,
        // What is no YAML is a text, as the Collector has it; where it is expected to be a map, that is where to look.
        place: movedPlace(parsed.problems[0]?.place ?? { file: file ?? '', line: 1, column: 1 }),
        value: found === '' ? null : found,
        isExpanded: true,
      };
  const isString = whole.kind === 'scalar' && typeof whole.value === 'string';
  const typed = isString ? whole : { ...whole, text: found, isReference: true };
  return expandNode(typed, path, expansion, depth + 1);
};

const expandNode = (node: ConfigNode, path: ConfigPath, expansion: Expansion, depth: number): ConfigNode => {
  if (node.kind === 'scalar') return expandScalar(node, path, expansion, depth);
  if (node.kind === 'list')
    return {
      ...node,
      items: node.items.map((item, index) => expandNode(item, [...path, index], expansion, depth)),
    };
  const entries = new Map<string, Entry>();
  for (const [key, entry] of node.entries)
    entries.set(key, { ...entry, value: expandNode(entry.value, [...path, key], expansion, depth) });
  return { ...node, entries };
};

export interface Expanded {
  readonly node: ConfigNode;
  readonly problems: readonly Problem[];
  readonly unset: readonly string[];
  readonly emptied: ReadonlyMap<string, string>;
}

/** Puts the values of `${env:…}`, `${file:…}` and `${yaml:…}` in. What comes over the network is left empty. */
export const expandReferences = (node: ConfigNode, surroundings: Surroundings): Expanded => {
  const expansion: Expansion = { ...surroundings, problems: [], unset: new Set(), emptied: new Map() };
  const expanded = expandNode(node, [], expansion, 0);
  const { problems, unset, emptied } = expansion;
  return { node: expanded, problems, unset: [...unset], emptied };
};
