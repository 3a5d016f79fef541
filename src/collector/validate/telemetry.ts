import { type ConfigNode, entryOf } from '../document/node.ts';
import type { Problem } from '../problem.ts';
import { judge } from './judge.ts';
import type { ValidateOptions } from './options.ts';
import { checkValue } from './values.ts';
import { createView, type View, type ViewContext, type ViewStart } from './view.ts';

const PATH = ['service', 'telemetry'];

/** Of older Collectors: a variable that is empty leaves nothing of the defaults. */
const PLAIN = 'service/telemetry.Config';

const telemetryStart = (root: ConfigNode, { schema }: ValidateOptions): ViewStart => {
  const service = entryOf(root, 'service');
  const entry = entryOf(service?.value, 'telemetry');
  const node = entry?.value;
  const { config, defaults } = schema.telemetry;
  const isEmptied = config.ref === PLAIN && node?.kind === 'scalar' && node.isExpanded === true;
  const emptied: ConfigNode | undefined = isEmptied
    ? { kind: 'map', place: node.place, entries: new Map() }
    : undefined;
  return {
    node: node?.kind === 'map' ? node : emptied,
    given: config,
    path: PATH,
    place: entry?.key ?? service?.key ?? root.place,
    defaults: isEmptied ? undefined : defaults,
    inner: [],
  };
};

const contextOf = ({ schema, env }: ValidateOptions): ViewContext => ({
  schema,
  env,
  signals: [],
  component: schema.telemetry,
});

/** What the Collector does about itself. */
export const telemetryView = (root: ConfigNode, options: ValidateOptions): View =>
  createView(telemetryStart(root, options), contextOf(options));

/** Checks `service.telemetry`. */
export const checkTelemetry = (root: ConfigNode, problems: Problem[], options: ValidateOptions): void => {
  const node = entryOf(entryOf(root, 'service')?.value, 'telemetry')?.value;
  if (!node) return;
  const { schema } = options;
  const found: Problem[] = [];
  checkValue(node, schema.telemetry.config, PATH, { schema, problems: found });
  problems.push(...found);
  if (!found.some(({ severity }) => severity === 'error'))
    problems.push(...judge(telemetryStart(root, options), ['validated', 'started'], contextOf(options)));
};
