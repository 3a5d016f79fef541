import { type ConfigNode, entryOf } from '../document/node.ts';
import { parseId } from '../id.ts';
import { migrations } from '../migrations.generated.ts';
import { compareVersions } from './version.ts';

/** The oldest Collector that knows the names in a configuration, as far as names were changed; `0.0.0` where none is new. */
export const oldestFor = (root: ConfigNode): string => {
  let oldest = '0.0.0';
  for (const { version, renames = [] } of migrations)
    for (const { kind, to } of renames) {
      const configured = entryOf(root, kind)?.value;
      const isUsed =
        configured?.kind === 'map' && [...configured.entries.keys()].some((id) => parseId(id)?.type === to);
      if (isUsed && compareVersions(version, oldest) > 0) oldest = version;
    }
  return oldest;
};
