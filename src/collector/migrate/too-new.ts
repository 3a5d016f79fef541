import { type ConfigNode, entryOf } from '../document/node.ts';
import { parseId } from '../id.ts';
import { migrations } from '../migrations.generated.ts';
import { type Problem, sortProblems } from '../problem.ts';
import { compareVersions } from './version.ts';

/** Names that the target version does not know yet: older Collectors do not start with them. */
export const tooNew = (root: ConfigNode, to: string): readonly Problem[] => {
  const problems: Problem[] = [];
  for (const { version, renames = [] } of migrations) {
    if (compareVersions(version, to) <= 0) continue;
    for (const { kind, from, to: name } of renames) {
      const configured = entryOf(root, kind)?.value;
      if (configured?.kind !== 'map') continue;
      for (const [id, { key }] of configured.entries)
        if (parseId(id)?.type === name)
          problems.push({
            id: 'too-new',
            severity: 'error',
            place: key,
            path: [kind, id],
            message: `${kind}.${id}: the Collector ${to} does not know "${name}", which is there from ${version}; its name was "${from}"`,
          });
    }
  }
  return sortProblems(problems);
};
