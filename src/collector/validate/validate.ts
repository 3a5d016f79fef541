import { type LoadedConfiguration, loadConfiguration, type SourceFile } from '../document/load.ts';
import { type ConfigNode, type Place, pathText } from '../document/node.ts';
import { checkAllOttl } from '../ottl/check-all.ts';
import { type Problem, sayIncluded, sortProblems } from '../problem.ts';
import { ROOT_KEYS, rootHint, whyNoConfiguration } from '../root-keys.ts';
import { COMPONENT_KINDS } from '../schema/schema.ts';
import { type ConfiguredComponent, judgeComponent, readComponents } from './components.ts';
import type { ValidateOptions } from './options.ts';
import { checkService } from './service.ts';
import type { Configured } from './service-check.ts';
import { checkStart } from './start/start.ts';
import { checkTelemetry } from './telemetry.ts';
import type { RuleTime } from './type-rule.ts';
import { usageOf } from './usage.ts';

export interface Validated extends LoadedConfiguration {
  /** All of them, in the order of their places. */
  readonly problems: readonly Problem[];
}

const checkRoot = (root: ConfigNode, problems: Problem[]): void => {
  if (root.kind !== 'map') return;
  for (const [key, entry] of root.entries) {
    if (ROOT_KEYS.includes(key)) continue;
    const message = `"${key}" is not known; ${rootHint(root, key)}`;
    problems.push({ id: 'unknown-key', severity: 'error', place: entry.key, path: [], message });
  }
};

const empty = (place: Place): Problem => ({
  id: 'empty',
  severity: 'error',
  place,
  path: [],
  message: 'the configuration is empty; expected receivers, exporters and service',
});

/** Both kinds have to be there, and no connector may have the name of one of them. */
const checkNames = (root: ConfigNode, configured: Configured, problems: Problem[]): void => {
  for (const kind of ['receivers', 'exporters'] as const) {
    if (configured[kind].size === 0) {
      const message = `${kind}: is missing; expected at least one`;
      problems.push({ id: 'missing', severity: 'error', place: root.place, path: [kind], message });
    }
    for (const [id, place] of configured.connectors)
      if (configured[kind].has(id)) {
        const message = `connectors.${id}: ${kind} has the same name; give one of them a name of its own`;
        problems.push({ id: 'ambiguous-id', severity: 'error', place, path: ['connectors', id], message });
      }
  }
};

const placesOf = (components: readonly ConfiguredComponent[]): Configured =>
  Object.fromEntries(
    COMPONENT_KINDS.map((kind) => [
      kind,
      new Map(components.filter((each) => each.kind === kind).map(({ id, key }) => [id, key])),
    ]),
  ) as unknown as Configured;

/** An error about a value that a variable leaves empty says which: it may be set where the Collector runs. */
const withCause = (problem: Problem, emptied: LoadedConfiguration['emptied']): Problem => {
  const { severity, path, message, id } = problem;
  if (severity !== 'error' || path.length < 3 || id === 'expansion') return problem;
  const own = emptied.get(pathText(path));
  // Of an item of a list the fault can be that one of its keys is empty.
  const inner = typeof path.at(-1) === 'number' ? emptied.get(pathText([...path, 'value'])) : undefined;
  const cause = own ?? inner;
  return cause === undefined ? problem : { ...problem, message: `${message} (${cause} is not set here)` };
};

/** Checks a configuration of the Collector as a whole: every problem at once, each at its place. */
export const validateConfiguration = (files: readonly SourceFile[], options: ValidateOptions): Validated => {
  const loaded = loadConfiguration(files, options);
  const problems: Problem[] = [...loaded.problems];
  const { node } = loaded;
  if (!node) {
    if (problems.length === 0) problems.push(empty({ file: files[0]?.name ?? '', line: 1, column: 1 }));
    return { ...loaded, problems };
  }
  checkRoot(node, problems);
  // Of a file about something else the first key says it all.
  if (whyNoConfiguration(node) !== undefined && problems.length > loaded.problems.length)
    return { ...loaded, problems: problems.slice(0, loaded.problems.length + 1) };
  const components = COMPONENT_KINDS.flatMap((kind) => readComponents(node, kind, problems, options));
  const configured = placesOf(components);
  checkNames(node, configured, problems);
  checkTelemetry(node, problems, options);
  checkService(node, { schema: options.schema, configured, problems });
  const usage = usageOf(node);
  for (const component of components) {
    const signals = usage.signalsOf(component);
    const times: RuleTime[] = ['validated'];
    if (signals.length > 0) times.push('created');
    if (usage.isUsed(component)) times.push('started');
    problems.push(...judgeComponent(component, times, signals, options));
  }
  checkStart(node, components, usage, problems, options);
  problems.push(...checkAllOttl(node, options.schema));
  return {
    ...loaded,
    problems: sortProblems(problems.map((each) => sayIncluded(withCause(each, loaded.emptied)))),
  };
};
