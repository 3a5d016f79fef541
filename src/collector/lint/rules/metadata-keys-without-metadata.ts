import { type ConfigNode, entryOf } from '../../document/node.ts';
import { componentsOf, type LintContext, placeOf, toPlainList } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { BATCH } from '../sources.ts';

const hasKey = (node: ConfigNode, key: string): boolean => {
  if (node.kind === 'list') return node.items.some((item) => hasKey(item, key));
  if (node.kind !== 'map') return false;
  const value = entryOf(node, key)?.value;
  if (value?.kind === 'scalar' && value.value === true) return true;
  return [...node.entries.values()].some((entry) => hasKey(entry.value, key));
};

const keeps = (context: LintContext): boolean =>
  componentsOf(context, 'receivers').some(({ node }) => hasKey(node, 'include_metadata'));

export const rule: LintRule = {
  id: 'metadata-keys-without-metadata',
  severity: 'warning',
  source: BATCH,
  summary: 'batches by metadata need a receiver that keeps metadata',
  why: 'Without include_metadata the headers of a request are gone when the batch is made, and the data of all tenants ends up in one batch.',
  good: `receivers: { otlp: { protocols: { grpc: { include_metadata: true } } } }
exporters: { otlp_grpc: { sending_queue: { batch: { partition: { metadata_keys: [tenant] } } } } }`,
  bad: `exporters:
  otlp_grpc:
    sending_queue:
      batch:
        partition:
          metadata_keys: [tenant] # here
`,
  *check(context) {
    if (keeps(context)) return;
    for (const component of context.components) {
      const key =
        component.kind === 'exporters'
          ? ['sending_queue', 'batch', 'partition', 'metadata_keys']
          : ['metadata_keys'];
      if (toPlainList(component, key).length === 0) continue;
      yield {
        place: placeOf(component, key),
        path: [...component.path, ...key],
        message: 'no receiver has include_metadata: true, so there is no metadata to go by',
      };
    }
  },
};
