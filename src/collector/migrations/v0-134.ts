import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.134.0',
  sources: [CONTRIB_CHANGELOG],
  removals: [
    {
      kind: 'receivers',
      type: 'opencensus',
      instead: 'have the senders send OTLP, and use the otlp receiver',
    },
    {
      kind: 'exporters',
      type: 'opencensus',
      instead: 'use the otlp exporter, with an endpoint that takes OTLP',
    },
  ],
};
