import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.146.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'connectors', from: 'signaltometrics', to: 'signal_to_metrics' },
    { kind: 'processors', from: 'k8sattributes', to: 'k8s_attributes' },
  ],
};
