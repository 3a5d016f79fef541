import { entryOf, toPlain, valueAt } from '../document/node.ts';
import { type Component, type LintContext, textOf, usedIn } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { Pipeline } from '../topology.ts';
import type { Change } from './migration.ts';
import { writtenAs } from './replace-component.ts';

/** What may stand behind it in a pipeline: these neither drop nor change what is counted. */
const HARMLESS = new Set(['batch', 'memory_limiter']);

/** Why its pipelines cannot be changed by rule; undefined where they can. */
const refusalOf = (component: Component, context: LintContext): string | undefined => {
  const { id, pipelines, node } = component;
  if (node.kind !== 'map') return 'it names no metrics_exporter';
  if (pipelines.length === 0) return 'no pipeline uses it';
  if (context.components.some((each) => each.kind === 'connectors' && each.id === id))
    return 'a connector has its name';
  for (const pipeline of pipelines) {
    const used = usedIn(context, pipeline, 'processors');
    const behind = used.slice(used.findIndex((each) => each.id === id) + 1);
    const other = behind.find((each) => !HARMLESS.has(each.component.type));
    if (other) return `"${other.id}" stands behind it in pipeline ${pipeline.id}, and a connector comes last`;
  }
  const exporter = valueAt(node, ['metrics_exporter']);
  return exporter?.kind === 'scalar' && !exporter.isExpanded && textOf(exporter) !== undefined
    ? undefined
    : 'its metrics_exporter is no name that is written here';
};

/** A pipeline that does nothing but send metrics to the exporter takes those of the connector as well. */
const pipelineFor = (exporter: string, { pipelines, components }: LintContext): Pipeline | undefined =>
  pipelines.find(
    ({ signal, exporters, processors }) =>
      signal === 'metrics' &&
      exporters.length === 1 &&
      exporters[0]?.id === exporter &&
      processors.every(({ id }) =>
        components.some((each) => each.kind === 'processors' && each.id === id && HARMLESS.has(each.type)),
      ),
  );

const bucketsFix = ({ node, path }: Component, how: 'nested' | 'flat'): readonly Fix[] | undefined => {
  const buckets = entryOf(node, 'latency_histogram_buckets')?.value;
  if (!buckets || how === 'flat') return [];
  const plain = toPlain(buckets);
  if (!Array.isArray(plain) || plain.some((each) => typeof each !== 'string')) return undefined;
  return [
    {
      do: 'set',
      path: [...path, 'histogram'],
      value: `{ explicit: { buckets: [${plain.join(', ')}] } }`,
    },
    { do: 'remove', path: [...path, 'latency_histogram_buckets'], instead: [...path, 'histogram'] },
  ];
};

/**
 * A processor that made metrics of spans becomes a connector: it goes to the end of its pipelines, and the exporter
 * that it named gets a pipeline of its own.
 */
export const processorToConnector = function* (
  context: LintContext,
  type: 'spanmetrics' | 'servicegraph',
  news: string,
): Iterable<Change> {
  for (const component of writtenAs(context, 'processors', type)) {
    const { id, key: place, path, pipelines } = component;
    const reason = refusalOf(component, context);
    const buckets = bucketsFix(component, type === 'spanmetrics' ? 'nested' : 'flat');
    if (reason !== undefined || !buckets) {
      yield {
        place,
        path,
        message: `is a connector now; change it by hand: ${reason ?? 'its buckets come from elsewhere'}; ${news}`,
      };
      continue;
    }
    const exporter = textOf(valueAt(component.node, ['metrics_exporter'])) as string;
    const fed = pipelineFor(exporter, context);
    const isTaken = context.pipelines.some((each) => each.id === `metrics/${id}`);
    const own = `metrics/${id}${isTaken ? '-connector' : ''}`;
    const fix: readonly Fix[] = [
      ...buckets,
      {
        do: 'remove',
        path: [...path, 'metrics_exporter'],
        instead: ['service', 'pipelines', fed?.id ?? own],
      },
      ...pipelines.flatMap((pipeline): Fix[] => [
        ...pipeline.processors
          .filter((each) => each.id === id)
          .map((each): Fix => ({ do: 'remove-item', path: each.path })),
        { do: 'append-item', path: ['service', 'pipelines', pipeline.id, 'exporters'], value: id },
      ]),
      fed
        ? { do: 'append-item', path: ['service', 'pipelines', fed.id, 'receivers'], value: id }
        : {
            do: 'set',
            path: ['service', 'pipelines', own],
            value: `{ receivers: [${id}], exporters: [${exporter}] }`,
          },
      { do: 'relocate', path, to: ['connectors', id] },
    ];
    yield {
      place,
      path,
      message: `is a connector now, which pipeline ${fed?.id ?? own} receives from; ${news}`,
      fix,
    };
  }
};
