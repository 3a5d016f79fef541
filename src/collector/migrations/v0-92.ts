import { valueAt } from '../document/node.ts';
import { componentsOf, type LintContext, textOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { removeKey } from '../migrate/rename-key.ts';
import { removeComponent, writtenAs } from '../migrate/replace-component.ts';
import { CONTRIB_CHANGELOG, CORE_CHANGELOG } from '../migrate/sources.ts';
import { removedIn } from '../removed.ts';

const LIMIT = 'set the environment variable GOMEMLIMIT to 80 % of the memory of the container instead';

const ballastGoes = function* (context: LintContext): Iterable<Change> {
  for (const component of writtenAs(context, 'extensions', 'memory_ballast')) {
    const size = textOf(valueAt(component.node, ['size_mib']));
    const was = size === undefined ? '' : ` (it was ${size} MiB)`;
    const { key: place, path } = component;
    yield {
      place,
      path,
      message: `is removed${was}; ${LIMIT}`,
      fix: removeComponent(component, context),
    };
  }
  for (const limiter of componentsOf(context, 'processors', 'memory_limiter'))
    yield* removeKey(limiter, ['ballast_size_mib'], 'is removed: there is no ballast any more');
};

/** GOMEMLIMIT takes the place of memory_ballast, which is gone from 0.109. */
export const migration: Migration = {
  version: '0.92.0',
  sources: [CORE_CHANGELOG, CONTRIB_CHANGELOG],
  removals: removedIn('0.92.0', 'tanzuobservability'),
  check: ballastGoes,
};
