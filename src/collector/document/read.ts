import { type Position, positionsIn } from '../../core/yaml/parse.ts';
import { createRecent, parseRecent } from '../../core/yaml/recent.ts';
import { parseId } from '../id.ts';
import type { Problem, Severity } from '../problem.ts';
import type { ConfigNode, Entry, Place } from './node.ts';
import { YamlFault } from './yaml/cursor.ts';
import { fromDocument } from './yaml/from-document.ts';
import { MAX_DEPTH, parseAsCollector, type YamlDocument } from './yaml/parser.ts';
import { resolveScalar } from './yaml/resolve.ts';
import type { YamlAlias, YamlMap, YamlNode, YamlScalar } from './yaml/tree.ts';

/** Most nodes of one file after aliases are followed, against a few lines that become gigabytes. */
const MAX_NODES = 1_000_000;

/** How much of a file may come from aliases: most of a small one, and less of one with more values than this. */
const ALIASED = {
  least: 100,
  from: 1_000,
  lowCount: 400_000,
  highCount: 4_000_000,
  high: 0.99,
  low: 0.1,
} as const;

/** One file while it is read. */
class Reading {
  readonly problems: Problem[] = [];
  private readonly file: string;
  private readonly text: string;
  private readonly positionOf: (offset: number) => Position;
  private readonly open = new Set<YamlAlias>();
  /** Keys down to what is read. */
  private readonly path: string[] = [];
  private nodes = 0;
  private aliased = 0;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.positionOf = positionsIn(text);
  }

  private place(offset: number): Place {
    return { file: this.file, ...this.positionOf(offset) };
  }

  report(offset: number, message: string, severity?: Severity): void {
    this.reportAt(this.positionOf(offset), message, severity);
  }

  reportAt({ line, column }: Position, message: string, severity: Severity = 'error'): void {
    this.problems.push({ id: 'yaml', severity, place: { file: this.file, line, column }, path: [], message });
  }

  fail({ offset, message, opened }: YamlFault): void {
    const { line, column } = this.place(opened ?? 0);
    this.report(offset, opened === undefined ? message : `${message}; opened at ${line}:${column}`);
  }

  node(node: YamlNode, depth: number): ConfigNode {
    const { start } = node;
    this.count(start);
    if (depth > MAX_DEPTH) throw new YamlFault(start, `nested more than ${MAX_DEPTH} levels deep`);
    if (node.kind === 'alias') return this.alias(node, depth);
    if (node.kind === 'map')
      return { kind: 'map', place: this.place(start), entries: this.entries(node, depth) };
    if (node.kind === 'scalar') return this.scalar(node);
    const items = node.items.map((item) => this.node(item, depth + 1));
    return { kind: 'list', place: this.place(start), items };
  }

  private count(start: number): void {
    this.nodes++;
    if (this.open.size > 0) this.aliased++;
    if (this.nodes > MAX_NODES)
      throw new YamlFault(start, `more than ${MAX_NODES} values once aliases are followed`);
    const { least, from, lowCount, highCount, high, low } = ALIASED;
    if (this.aliased <= least || this.nodes <= from) return;
    const above = Math.min(Math.max(this.nodes - lowCount, 0) / (highCount - lowCount), 1);
    if (this.aliased / this.nodes > high - (high - low) * above)
      throw new YamlFault(start, 'more of it comes from aliases than the Collector accepts');
  }

  private alias(alias: YamlAlias, depth: number): ConfigNode {
    if (this.open.has(alias)) throw new YamlFault(alias.start, `*${alias.name} contains itself`);
    this.open.add(alias);
    const node = this.node(alias.target, depth + 1);
    this.open.delete(alias);
    return node;
  }

  private scalar(scalar: YamlScalar): ConfigNode {
    const { start, end, text } = scalar;
    const place = this.place(start);
    const resolved = resolveScalar(scalar);
    if ('fault' in resolved) {
      this.report(start, resolved.fault);
      return { kind: 'scalar', place, value: text };
    }
    const { value } = resolved;
    if ('isDate' in resolved && !this.isWrittenAgain())
      this.report(start, `${text} is read as a date, which is not accepted; put quotes around it`);
    if (typeof value === 'string')
      return { kind: 'scalar', place, value, written: this.text.slice(start, end) };
    return { kind: 'scalar', place, value, ...(scalar.isPlain && { text }) };
  }

  /** The Prometheus receiver writes its configuration as YAML again, and reads that: a date is a text then. */
  private isWrittenAgain(): boolean {
    const [section, id = '', part] = this.path;
    return section === 'receivers' && parseId(id)?.type === 'prometheus' && part === 'config';
  }

  private entries({ items }: YamlMap, depth: number): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    const written = new Set<string>();
    for (const { key, value } of items) {
      // As the reader compares them: `1` and `"1"` are the same, `1` and `01` are not.
      const id = key.kind === 'scalar' ? `=${key.text}` : key.kind === 'alias' ? `*${key.name}` : key.kind;
      if (written.has(id))
        this.report(key.start, `"${key.kind === 'scalar' ? key.text : id}" is there twice in one map`);
      written.add(id);
      if (isMerge(key)) {
        this.merge(key.start, value, entries, depth);
        continue;
      }
      const name = this.name(key, depth);
      if (name === undefined) continue;
      this.path.push(name);
      entries.set(name, { key: this.place(key.start), value: this.node(value, depth + 1) });
      this.path.pop();
    }
    return entries;
  }

  /** What is there already, or comes later, is laid over what `<<` brings in. */
  private merge(start: number, value: YamlNode, entries: Map<string, Entry>, depth: number): void {
    const merged = this.node(value, depth + 1);
    // A list that is an alias is refused as well.
    const parts = merged.kind === 'list' && value.kind === 'list' ? merged.items : [merged];
    if (parts.some(({ kind }) => kind !== 'map'))
      this.report(
        start,
        'what "<<" brings in is no map; expected an alias of a map, a map, or a list of them',
      );
    for (const part of parts)
      if (part.kind === 'map')
        for (const [name, entry] of part.entries) if (!entries.has(name)) entries.set(name, entry);
  }

  private name(key: YamlNode, depth: number): string | undefined {
    const target = key.kind === 'alias' ? key.target : key;
    if (target.kind !== 'scalar') {
      this.node(key, depth + 1);
      this.report(key.start, `a ${target.kind} is no key; expected a text`);
      return undefined;
    }
    this.count(key.start);
    const resolved = resolveScalar(target);
    if ('fault' in resolved) this.report(key.start, resolved.fault);
    return 'value' in resolved ? goName(resolved.value) : undefined;
  }
}

/** A key as Go writes it. */
const goName = (value: string | number | boolean | null): string => {
  if (value === null) return '<nil>';
  const name = String(value);
  return typeof value === 'number' ? name.replace(/^(-?)Infinity$/, (_, sign) => `${sign || '+'}Inf`) : name;
};

const isMerge = (key: YamlNode): boolean =>
  key.kind === 'scalar' &&
  key.text === '<<' &&
  (key.tag === '!!merge' || key.tag === '!' || (key.tag === undefined && key.isPlain));

/** Longest text that another reader looks at as well: it takes seconds for a million brackets. */
const LONGEST_TWICE = 100_000;

/** What else is wrong further below, where another reader agrees about the first fault. */
const reportLater = (text: string, reading: Reading): void => {
  if (text.length > LONGEST_TWICE) return;
  const line = reading.problems[0]?.place.line ?? 0;
  const { faults } = parseRecent(text);
  if (faults[0]?.line !== line) return;
  for (const fault of faults) if (fault.line > line) reading.reportAt(fault, fault.message);
};

const parsed = createRecent(parseAsCollector);

const parse = (text: string, reading: Reading, isOurs: boolean): YamlDocument | undefined => {
  if (isOurs) {
    const { document, faults } = parseRecent(text);
    for (const fault of faults) reading.reportAt(fault, fault.message);
    return document && faults.length === 0 ? { root: fromDocument(document), second: undefined } : undefined;
  }
  try {
    return parsed(text);
  } catch (fault) {
    if (!(fault instanceof YamlFault)) throw fault;
    reading.fail(fault);
    reportLater(text, reading);
    return undefined;
  }
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
  const reading = new Reading(file, text);
  const { problems } = reading;
  const document = parse(text, reading, isOurs);
  if (document?.second !== undefined)
    reading.report(
      document.second,
      'the Collector reads one document, and nothing of what follows here',
      'warning',
    );
  if (!document?.root) return { node: undefined, problems };
  try {
    const node = reading.node(document.root, 0);
    return { node: problems.some(({ severity }) => severity === 'error') ? undefined : node, problems };
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    reading.fail(error);
    return { node: undefined, problems };
  }
};
