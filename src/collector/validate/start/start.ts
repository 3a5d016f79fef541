import type { ConfigNode } from '../../document/node.ts';
import type { Problem } from '../../problem.ts';
import { type ConfiguredComponent, judgeComponent } from '../components.ts';
import type { ValidateOptions } from '../options.ts';
import { isUsed, signalsOf } from '../usage.ts';
import { checkExtensionReferences } from './extension-references.ts';
import { checkListeners } from './listeners.ts';
import { checkPaths } from './paths.ts';

/** What `otelcol validate` passes, and what then fails when the Collector starts. */
export const checkStart = (
  root: ConfigNode,
  components: readonly ConfiguredComponent[],
  problems: Problem[],
  options: ValidateOptions,
): void => {
  const used = components.filter((component) => isUsed(component, root));
  for (const component of used)
    problems.push(...judgeComponent(component, 'started', signalsOf(component, root), options));
  problems.push(
    ...checkExtensionReferences(root, used, options),
    ...checkListeners(root, used, options),
    ...checkPaths(components, options),
  );
};
