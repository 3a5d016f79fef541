import { entryOf, valueAt } from '../document/node.ts';
import { parseGoDuration } from '../go/duration.ts';
import { batchersOf } from '../lint/batchers.ts';
import { type Component, componentsOf, effective, type LintContext, textOf } from '../lint/context.ts';
import { hasQueue } from '../lint/network-exporters.ts';
import type { Fix } from '../lint/rule.ts';
import type { Pipeline } from '../topology.ts';
import type { Change } from './migration.ts';

/** Why an exporter cannot make the batches itself; undefined where it can. */
const refusalOf = (
  exporter: Component,
  batch: Component,
  batched: ReadonlySet<Pipeline>,
): string | undefined => {
  if (exporter.kind === 'connectors') return `${exporter.id} is a connector`;
  const defaults = exporter.schema?.defaults?.sending_queue;
  if (typeof defaults !== 'object' || defaults === null) return `${exporter.id} has no sending_queue`;
  if (!hasQueue(exporter)) return `sending_queue of ${exporter.id} is off`;
  const queue = valueAt(exporter.node, ['sending_queue']);
  if (queue && queue.kind !== 'map' && !(queue.kind === 'scalar' && queue.value === null))
    return `sending_queue of ${exporter.id} comes from a variable`;
  if (entryOf(queue, 'batch')) return `${exporter.id} makes batches already`;
  // It would not start: a queue that counts items has to hold one batch at least.
  const holds = Number(effective(exporter, ['sending_queue', 'queue_size']));
  const isCountingItems = effective(exporter, ['sending_queue', 'sizer']) === 'items';
  if (isCountingItems && !(holds >= Number(effective(batch, ['send_batch_size']))))
    return `queue_size of ${exporter.id} is smaller than one batch`;
  const other = exporter.pipelines.find((pipeline) => !batched.has(pipeline));
  return other ? `pipeline ${other.id} uses ${exporter.id} without "${batch.id}"` : undefined;
};

const whyNot = (batch: Component, context: LintContext): string | undefined => {
  if (batch.pipelines.length === 0) return 'no pipeline uses it';
  const keys = valueAt(batch.node, ['metadata_keys']);
  if (keys) return 'it has metadata_keys';
  const batched = new Set(batch.pipelines);
  const accepted = new Set<Component>();
  for (const pipeline of batch.pipelines) {
    if (pipeline.processors.at(-1)?.id !== batch.id)
      return `it is not the last processor of pipeline ${pipeline.id}`;
    for (const exporter of batchersOf(pipeline, context)) {
      if (accepted.has(exporter)) continue;
      const refusal = refusalOf(exporter, batch, batched);
      if (refusal !== undefined) return refusal;
      accepted.add(exporter);
    }
  }
  const timeout = textOf(valueAt(batch.node, ['timeout']));
  if (timeout !== undefined && !(Number(timeout) > 0 || (parseGoDuration(timeout) ?? 0) > 0))
    return 'its timeout is not above 0';
  const isVariable = ['timeout', 'send_batch_size', 'send_batch_max_size'].some((key) => {
    const node = valueAt(batch.node, [key]);
    return node && (node.kind !== 'scalar' || node.isExpanded);
  });
  return isVariable ? 'a variable gives its values' : undefined;
};

const settingsOf = (batch: Component): string => {
  const timeout = textOf(valueAt(batch.node, ['timeout'])) ?? '200ms';
  const size = Number(effective(batch, ['send_batch_size']));
  const max = Number(effective(batch, ['send_batch_max_size']));
  const limit = max > 0 ? `, max_size: ${max}` : '';
  return `{ flush_timeout: ${timeout}, min_size: ${size}${limit}, sizer: items }`;
};

/** `batch` becomes `sending_queue.batch` of all exporters behind it, where that means the same. */
export const batchToQueue = function* (context: LintContext): Iterable<Change> {
  for (const batch of componentsOf(context, 'processors', 'batch')) {
    const { key: place, path } = batch;
    const reason = whyNot(batch, context);
    if (reason !== undefined) {
      yield {
        place,
        path,
        message: `stays: ${reason}; sending_queue.batch of the exporters is what to use instead`,
      };
      continue;
    }
    const exporters = new Set(batch.pipelines.flatMap((pipeline) => batchersOf(pipeline, context)));
    const [instead] = [...exporters].map((each) => [...each.path, 'sending_queue', 'batch']);
    const fix: readonly Fix[] = [
      ...[...exporters].map(
        (each): Fix => ({
          do: 'set',
          path: [...each.path, 'sending_queue', 'batch'],
          value: settingsOf(batch),
        }),
      ),
      ...batch.pipelines.flatMap(({ processors }) =>
        processors
          .filter(({ id }) => id === batch.id)
          .map((each): Fix => ({ do: 'remove-item', path: each.path })),
      ),
      { do: 'remove', path, ...(instead ? { instead } : {}) },
    ];
    const ids = [...exporters].map(({ id }) => id).join(', ');
    yield {
      place,
      path,
      message: `is now sending_queue.batch of ${ids}, whose queue_size now counts what arrives, before it is put into batches`,
      fix,
    };
  }
};
