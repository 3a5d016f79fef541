import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.133.0',
  sources: [CONTRIB_CHANGELOG],
  removals: [
    {
      kind: 'processors',
      type: 'routing',
      instead: 'use the routing connector, which sends to pipelines and not to exporters',
    },
  ],
};
