import { isMap, isScalar, type Node } from 'yaml';
import { parseYamlDocuments, START } from '../../core/yaml/parse.ts';
import { fail, type Reader, readChoice, type Value } from '../../core/yaml/read-node.ts';
import type { ParsedSlos } from './parse-slos.ts';
import type { IdPlaces } from './read-objective.ts';
import { type OpenSloContext, readOpenSlo } from './read-openslo.ts';

/** Kinds of objects: https://github.com/OpenSLO/OpenSLO#object-types */
const KINDS = [
  'SLO',
  'SLI',
  'DataSource',
  'Service',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;

interface OpenSloObject {
  readonly kind: (typeof KINDS)[number];
  readonly name: string | undefined;
  readonly value: Value;
}

const textAt = (node: Node, path: readonly string[]): string | undefined => {
  const value = isMap(node) ? node.getIn(path) : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** What a document is; its kind and its version are looked at in any case. */
const readObject = (reader: Reader, value: Value): OpenSloObject | undefined => {
  const node = value.node as Node;
  if (!isMap(node))
    return fail(reader, value, 'expected an object of OpenSLO with apiVersion, kind, metadata, spec');
  const entry = (name: string): Value | undefined => {
    const found = node.get(name, true) as Node | undefined;
    return found ? { node: found, path: name } : fail(reader, value, `${JSON.stringify(name)} is missing`);
  };
  const version = readChoice(reader, entry('apiVersion'), ['openslo/v1']);
  const kind = readChoice(reader, entry('kind'), KINDS);
  return version && kind && { kind, name: textAt(node, ['metadata', 'name']), value };
};

const named = (
  objects: readonly OpenSloObject[],
  kind: OpenSloObject['kind'],
  pick: (value: Value) => Value | undefined,
): ReadonlyMap<string, Value> =>
  new Map(
    objects.flatMap((object) => {
      const value = object.kind === kind ? pick(object.value) : undefined;
      return object.name !== undefined && value ? [[object.name, value] as const] : [];
    }),
  );

const typeOf = ({ node }: Value): Value | undefined => {
  const type = isMap(node) ? node.getIn(['spec', 'type'], true) : undefined;
  return isScalar(type) ? { node: type, path: 'spec.type' } : undefined;
};

/**
 * Reads the SLOs of a file of OpenSLO v1 whose indicators are ratios of two counters of Prometheus, in the SLO itself or in an SLI
 * of the same file: https://github.com/OpenSLO/OpenSLO
 * The team comes from the label `team` or `owner` of an SLO's metadata.
 */
export const parseOpenSlo = (text: string): ParsedSlos => {
  const { documents, faults, positionOf } = parseYamlDocuments(text);
  if (faults.length > 0) return { slos: undefined, faults, ids: new Map() };
  const reader: Reader = { positionOf, faults: [] };
  const contents = documents.flatMap(({ contents: node }) =>
    node && !(isScalar(node) && node.value === null) ? [{ node: node as Node, path: '' }] : [],
  );
  if (contents.length === 0)
    return {
      slos: undefined,
      faults: [{ ...START, message: 'is empty; expected an SLO of OpenSLO' }],
      ids: new Map(),
    };
  const objects = contents.flatMap((value) => readObject(reader, value) ?? []);
  const ids: IdPlaces = new Map();
  const context: OpenSloContext = {
    reader,
    indicators: named(objects, 'SLI', (value) => value),
    sourceTypes: named(objects, 'DataSource', typeOf),
    ids,
  };
  const found = objects.filter(({ kind }) => kind === 'SLO');
  if (found.length === 0 && reader.faults.length === 0)
    reader.faults.push({ ...START, message: 'has no object of kind SLO' });
  const slos = found.flatMap(({ value }) => readOpenSlo(context, value) ?? []);
  // What several SLOs refer to was read for each.
  const once = new Map(
    reader.faults.map((fault) => [`${fault.line}:${fault.column} ${fault.message}`, fault]),
  );
  const sorted = [...once.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { slos: sorted.length === 0 ? slos : undefined, faults: sorted, ids };
};
