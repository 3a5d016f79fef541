import type { SourceFile } from '../../document/load.ts';
import type { ConfigNode, MapNode } from '../../document/node.ts';
import { readYaml } from '../../document/read.ts';
import { type Problem, sortProblems } from '../../problem.ts';
import type { TestCase, Timing } from '../case.ts';
import { readExpectation } from './expect.ts';
import { readInput } from './input.ts';
import {
  fault,
  get,
  type Reader,
  readFlag,
  readList,
  readMap,
  readMillis,
  readNames,
  readText,
  readTexts,
} from './reader.ts';

/** What a file says for all of its cases, and a case for itself. */
const SHARED_KEYS = ['config', 'env', 'feature_gates', 'timing'] as const;

type Shared = Pick<TestCase, 'config' | 'env' | 'featureGates' | 'timing'>;

const NOTHING_SHARED: Shared = { config: [], env: {}, featureGates: [], timing: { keep: false } };

const readTiming = (node: ConfigNode | undefined, before: Timing, reader: Reader): Timing => {
  const map = readMap(node, 'timing', ['keep', 'settle'], reader);
  const settleMillis = readMillis(get(map, 'settle'), 'settle', reader) ?? before.settleMillis;
  return {
    keep: readFlag(get(map, 'keep'), 'keep', reader) ?? before.keep,
    ...(settleMillis !== undefined && { settleMillis }),
  };
};

const readShared = (map: MapNode, before: Shared, reader: Reader): Shared => ({
  config: get(map, 'config') ? readNames(get(map, 'config'), 'config', reader) : before.config,
  env: { ...before.env, ...readTexts(get(map, 'env'), 'env', reader) },
  featureGates: get(map, 'feature_gates')
    ? readNames(get(map, 'feature_gates'), 'feature_gates', reader).map(({ name }) => name)
    : before.featureGates,
  timing: readTiming(get(map, 'timing'), before.timing, reader),
});

const readCase = (node: ConfigNode, shared: Shared, reader: Reader): TestCase | undefined => {
  const map = readMap(node, 'a case', ['name', ...SHARED_KEYS, 'input', 'expect'], reader);
  if (!map) return undefined;
  const name = readText(get(map, 'name'), 'name', reader);
  if (name === undefined && !get(map, 'name')) fault(reader, node.place, 'a case: name is missing');
  const own = readShared(map, shared, reader);
  if (own.config.length === 0)
    fault(reader, node.place, 'config is missing: the file of the configuration, or several of them');
  const input = get(map, 'input');
  if (!input) fault(reader, node.place, 'a case: input is missing');
  const expectNode = get(map, 'expect');
  const expect = expectNode && readExpectation(expectNode, reader);
  return {
    name: name ?? '',
    place: node.place,
    ...own,
    input: (readList(input, 'input', reader)?.items ?? []).flatMap((item) => readInput(item, reader) ?? []),
    ...(expect && { expect }),
    ...(expectNode && { expectNode }),
  };
};

export interface ReadCases {
  readonly cases: readonly TestCase[];
  readonly problems: readonly Problem[];
}

/** Whether a file is one of cases, as far as it can be read. */
export const isCaseFile = ({ name, text }: SourceFile): boolean => {
  const { node } = readYaml(text, name, true);
  return node === undefined || (node.kind === 'map' && node.entries.has('cases'));
};

/** Reads a file of cases; what is wrong with it has its place. */
export const readCases = ({ name, text }: SourceFile): ReadCases => {
  const { node, problems } = readYaml(text, name, true);
  if (problems.length > 0) return { cases: [], problems };
  const reader: Reader = { problems: [] };
  if (node?.kind === 'map' && node.entries.has('service') && !node.entries.has('cases')) {
    const message = 'is a configuration of the Collector; a file of cases names it with "config"';
    return { cases: [], problems: [{ id: 'case', severity: 'error', place: node.place, path: [], message }] };
  }
  const start = { file: name, line: 1, column: 1 };
  const map = readMap(node, 'the file', [...SHARED_KEYS, 'cases'], reader);
  if (!node) fault(reader, start, 'is empty; expected config and cases');
  const list = readList(get(map, 'cases'), 'cases', reader);
  if (map && (!list || list.items.length === 0)) fault(reader, start, 'there are no cases');
  const shared = map ? readShared(map, NOTHING_SHARED, reader) : NOTHING_SHARED;
  const cases = (list?.items ?? []).flatMap((item) => readCase(item, shared, reader) ?? []);
  const names = new Set<string>();
  for (const { name: own, place } of cases) {
    if (names.has(own)) fault(reader, place, `there are two cases with the name "${own}"`);
    names.add(own);
  }
  return { cases, problems: sortProblems(reader.problems) };
};
