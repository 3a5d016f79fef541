import { entryOf } from '../document/node.ts';
import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { withoutKey } from '../migrate/notice.ts';
import { removeKey } from '../migrate/rename-key.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

const NO_EFFECT = 'has no effect and is removed';

export const migration: Migration = {
  version: '0.153.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'connectors', from: 'metricsaslogs', to: 'metrics_as_logs' },
    { kind: 'exporters', from: 'loadbalancing', to: 'load_balancing' },
    { kind: 'processors', from: 'resourcedetection', to: 'resource_detection' },
  ],
  *check(context): Iterable<Change> {
    for (const kind of ['receivers', 'exporters'] as const)
      for (const component of componentsOf(context, kind, 'kafka')) {
        yield* removeKey(component, ['resolve_canonical_bootstrap_servers_only'], NO_EFFECT);
        yield* removeKey(component, ['auth', 'sasl', 'version'], NO_EFFECT);
      }
    yield* withoutKey(
      componentsOf(context, 'processors', 'filter', 'transform'),
      'error_mode',
      'goes on after an error (error_mode: ignore); propagate, which drops the batch, is what it was without',
    );
    for (const component of componentsOf(context, 'processors', 'k8sattributes', 'k8s_attributes')) {
      const entry = entryOf(entryOf(component.node, 'extract')?.value, 'deployment_name_from_replicaset');
      if (entry?.value.kind === 'scalar' && entry.value.value === true)
        yield* removeKey(
          component,
          ['extract', 'deployment_name_from_replicaset'],
          'is removed: this is the default',
        );
      else if (entry)
        yield {
          place: entry.key,
          path: [...component.path, 'extract', 'deployment_name_from_replicaset'],
          message: 'goes away in a later version, which behaves as if it were true',
        };
    }
  },
};
