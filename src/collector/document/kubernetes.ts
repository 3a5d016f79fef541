import { isMap, isPair, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml';
import { lineEnd, parseYaml, parseYamlDocuments } from '../../core/yaml/parse.ts';
import { ROOT_KEYS } from '../root-keys.ts';
import type { SourceFile } from './load.ts';

/** A configuration within objects of Kubernetes, as whole lines. */
interface Part {
  /** `ConfigMap agent, relay.yaml` */
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

const pairIn = (node: unknown, key: string) =>
  isMap(node) ? node.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
const valueIn = (node: unknown, key: string): unknown => pairIn(node, key)?.value;
const textIn = (node: unknown, key: string): string => {
  const value = valueIn(node, key);
  return isScalar(value) ? String(value.value) : '';
};

const isConfiguration = (text: string): boolean => {
  const root = parseYaml(text).document?.contents;
  return ROOT_KEYS.some((key) => pairIn(root, key));
};

/** Written on lines of its own, so that places and changes in it are those of the file. */
const isOnLines = (value: unknown): boolean =>
  (isMap(value) && value.flow !== true) || (isScalar(value) && value.type === 'BLOCK_LITERAL');

const partOf = (text: string, what: string, pair: unknown): readonly Part[] => {
  if (!isPair(pair) || !isScalar(pair.key) || !isOnLines(pair.value)) return [];
  const value = pair.value as ParsedNode;
  const header = isScalar(value) ? value.range[0] : (pair.key as Scalar.Parsed).range[1];
  const [, end] = value.range;
  return [{ what, start: lineEnd(text, header), end: text[end - 1] === '\n' ? end : lineEnd(text, end) }];
};

/** Of an object of the OpenTelemetry operator, or a ConfigMap; a list of objects has those of each. */
const partsOf = (text: string, object: unknown): readonly Part[] => {
  const kind = textIn(object, 'kind');
  const name = `${kind} ${textIn(valueIn(object, 'metadata'), 'name')}`.trim();
  if (kind === 'List') {
    const items = valueIn(object, 'items');
    return isSeq(items) ? items.items.flatMap((item) => partsOf(text, item)) : [];
  }
  if (kind === 'OpenTelemetryCollector') return partOf(text, name, pairIn(valueIn(object, 'spec'), 'config'));
  const data = kind === 'ConfigMap' ? valueIn(object, 'data') : undefined;
  if (!isMap(data)) return [];
  return data.items.flatMap((pair) =>
    isScalar(pair.value) && typeof pair.value.value === 'string' && isConfiguration(pair.value.value)
      ? partOf(text, `${name}, ${String(pair.key)}`, pair)
      : [],
  );
};

/** What a file of Kubernetes has of the Collector. */
export interface FoundInKubernetes {
  /** In words, those that are there: one, or more than can be told apart. */
  readonly found: readonly string[];
  /** The file with the one that is there, and nothing else of it, at its lines and columns. */
  readonly source: SourceFile | undefined;
}

/** Undefined where it is no file of Kubernetes, or cannot be read as one. */
export const findInKubernetes = ({ name, text }: SourceFile): FoundInKubernetes | undefined => {
  if (!/^apiVersion:/m.test(text) || !/^kind:/m.test(text)) return undefined;
  const { documents, faults } = parseYamlDocuments(text, { uniqueKeys: false });
  if (faults.length > 0) return undefined;
  const parts = documents.flatMap(({ contents }) => partsOf(text, contents));
  const [part] = parts;
  const found = parts.map(({ what }) => what);
  if (!part || parts.length > 1) return { found, source: undefined };
  const before = text.slice(0, part.start);
  const lines = '\n'.repeat(before.split('\n').length - 1);
  const around = { before, after: text.slice(part.end) };
  return { found, source: { name, text: lines + text.slice(part.start, part.end), around } };
};

/** The file as it is to be written, with what is around a configuration. */
export const wholeText = ({ text, around }: SourceFile): string => {
  if (!around) return text;
  const lines = around.before.split('\n').length - 1;
  return around.before + text.slice(lines) + around.after;
};
