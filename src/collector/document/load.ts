import { type Problem, sayIncluded } from '../problem.ts';
import { expandReferences, type Surroundings } from './expand.ts';
import { mergeNodes } from './merge.ts';
import { type ConfigNode, kindOf } from './node.ts';
import { readYaml } from './read.ts';

export interface SourceFile {
  /** As messages show it. */
  readonly name: string;
  readonly text: string;
  /** Of a part of an object of Kubernetes the rest of the file; `text` has an empty line for each line before it. */
  readonly around?: { readonly before: string; readonly after: string };
}

export interface LoadedConfiguration {
  /** Undefined where no file has anything that can be used. */
  readonly node: ConfigNode | undefined;
  readonly problems: readonly Problem[];
  /** Environment variables that are used, not set, and without a default. */
  readonly unset: readonly string[];
  /** The variable that is not set and leaves a value empty, by the path of the value. */
  readonly emptied: ReadonlyMap<string, string>;
}

/** Reads files, lays each over the ones before it, and puts variables in. */
export const loadConfiguration = (
  files: readonly SourceFile[],
  surroundings: Surroundings,
): LoadedConfiguration => {
  const problems: Problem[] = [];
  let node: ConfigNode | undefined;
  for (const { name, text } of files) {
    const read = readYaml(text, name);
    problems.push(...read.problems);
    if (!read.node) continue;
    if (read.node.kind !== 'map') {
      const message = `expected a map with receivers, exporters and service, found ${kindOf(read.node)}`;
      problems.push({ id: 'type', severity: 'error', place: read.node.place, path: [], message });
      continue;
    }
    node = node ? mergeNodes(node, read.node) : read.node;
  }
  if (!node) return { node, problems, unset: [], emptied: new Map() };
  const expanded = expandReferences(node, surroundings);
  return { ...expanded, problems: [...problems, ...expanded.problems.map(sayIncluded)] };
};
