import type { SourceFile } from '../document/load.ts';
import { type ConfigNode, type ConfigPath, entryOf, type Place, valueAt } from '../document/node.ts';
import { readYaml } from '../document/read.ts';
import { parseId } from '../id.ts';
import { editsOf, editText, withEdits } from '../lint/fix/edit.ts';
import { areApart, inOrder } from '../lint/fix/text.ts';
import type { Fix } from '../lint/rule.ts';
import { PIPELINE_KEYS, pipelinesOf, referencesOf } from '../topology.ts';
import type { Rename } from './migration.ts';

const isOfType = (id: string, type: string): boolean => parseId(id)?.type === type;

interface Occurrence {
  readonly place: Place;
  readonly path: ConfigPath;
  readonly id: string;
  readonly isReference: boolean;
}

/** Where one file has a component of the type: its references first, then what defines it. */
const occurrencesIn = (
  root: ConfigNode,
  { kind, from }: Rename,
  ids: ReadonlySet<string>,
): readonly Occurrence[] => {
  const lists = kind === 'connectors' ? PIPELINE_KEYS : PIPELINE_KEYS.filter((key) => key === kind);
  const references =
    kind === 'extensions'
      ? referencesOf(valueAt(root, ['service', 'extensions']), ['service', 'extensions'])
      : pipelinesOf(root).flatMap((pipeline) => lists.flatMap((list) => pipeline[list]));
  const configured = entryOf(root, kind)?.value;
  const definitions = configured?.kind === 'map' ? [...configured.entries] : [];
  return [
    // What another kind has under the same name is not meant.
    ...references
      .filter(({ id }) => isOfType(id, from) && ids.has(id))
      .map((reference) => ({ ...reference, isReference: true })),
    ...definitions
      .filter(([id]) => isOfType(id, from))
      .map(([id, { key }]) => ({ id, place: key, path: [kind, id], isReference: false })),
  ];
};

const fixOf = ({ path, id, isReference }: Occurrence, { from, to }: Rename): Fix => ({
  do: isReference ? 'rename-item' : 'rename',
  path,
  to: to + id.slice(from.length),
});

/** The text with every occurrence renamed; the place where that cannot be done otherwise. */
const renameIn = (
  { name, text }: SourceFile,
  rename: Rename,
  ids: ReadonlySet<string>,
): { readonly text: string } | { readonly stuckAt: Place } => {
  let current = text;
  for (;;) {
    const { node } = readYaml(current, name);
    const left = node ? occurrencesIn(node, rename, ids) : [];
    const [first] = left;
    if (!first) return { text: current };
    // Each is a word of its own, so that all can be changed at once.
    const edits = inOrder(left.flatMap((each) => editsOf(current, fixOf(each, rename)) ?? []));
    const together = edits.length > 1 && areApart(edits) ? withEdits(current, edits) : undefined;
    if (together !== undefined && together !== current) {
      current = together;
      continue;
    }
    // One that is behind an alias changes with the place that it repeats.
    const next = left
      .map((each) => editText(current, fixOf(each, rename)))
      .find((each) => each !== undefined);
    if (next === undefined || next === current) return { stuckAt: first.place };
    current = next;
  }
};

export interface Renamed {
  readonly sources: readonly SourceFile[];
  /** The name stands where it cannot be changed: in a list that is one text, for example. */
  readonly stuckAt?: Place;
}

/** Renames a type in every file, in what defines it and in every reference, or nowhere. `ids` are those of the kind. */
export const renameComponent = (
  sources: readonly SourceFile[],
  rename: Rename,
  ids: ReadonlySet<string>,
): Renamed => {
  const renamed: SourceFile[] = [];
  for (const source of sources) {
    const result = renameIn(source, rename, ids);
    if ('stuckAt' in result) return { sources, stuckAt: result.stuckAt };
    renamed.push({ ...source, text: result.text });
  }
  return { sources: renamed };
};
