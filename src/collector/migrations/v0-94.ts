import { entryOf } from '../document/node.ts';
import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { processorToConnector } from '../migrate/processor-to-connector.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.94.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* processorToConnector(
      context,
      'servicegraph',
      'its metrics of latency have other names, and are in seconds',
    );
    for (const { key: place, path, node, pipelines } of componentsOf(context, 'receivers', 'kafka')) {
      const hasTopic = ['topic', 'metrics', 'logs'].some((key) => entryOf(node, key));
      if (!hasTopic && pipelines.some(({ signal }) => signal === 'metrics' || signal === 'logs'))
        yield {
          place,
          path,
          message:
            'reads metrics and logs from otlp_metrics and otlp_logs unless told otherwise, no longer from otlp_spans',
          isNotice: true,
        };
    }
  },
};
