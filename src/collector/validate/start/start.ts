import type { ConfigNode } from '../../document/node.ts';
import type { Problem } from '../../problem.ts';
import type { ConfiguredComponent } from '../components.ts';
import type { ValidateOptions } from '../options.ts';
import type { Usage } from '../usage.ts';
import { checkExtensionReferences } from './extension-references.ts';
import { checkListeners } from './listeners.ts';
import { checkPaths } from './paths.ts';
import { checkSinks } from './sinks.ts';

/** What `otelcol validate` passes, and what then fails when the Collector starts. */
export const checkStart = (
  root: ConfigNode,
  components: readonly ConfiguredComponent[],
  usage: Usage,
  problems: Problem[],
  options: ValidateOptions,
): void => {
  const used = components.filter(usage.isUsed);
  problems.push(
    ...checkExtensionReferences(root, used, usage, options),
    ...checkListeners(root, used, options),
    ...checkPaths(components, usage, options),
    ...checkSinks(root, components, usage, options),
  );
};
