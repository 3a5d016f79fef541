import { type Component, toPlainList, usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

const GATHERING = ['batch', 'tail_sampling', 'groupbytrace'];

/** It may look for the pod by attributes alone. */
const usesConnection = (component: Component): boolean => {
  const associations = toPlainList(component, ['pod_association']);
  return associations.length === 0 || JSON.stringify(associations).includes('"connection"');
};

export const rule: LintRule = {
  id: 'k8s-attributes-order',
  severity: 'error',
  source: contribSource('processor/k8sattributesprocessor'),
  summary: 'k8s_attributes comes before what gathers data',
  why: 'It finds the pod by the address of the connection. Batches and tail sampling put data of many connections together, and the address is gone.',
  good: `processors: { k8s_attributes: {}, tail_sampling: { decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }, policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] } }
service: { pipelines: { traces: { processors: [memory_limiter, k8s_attributes, tail_sampling] } } }`,
  bad: `processors: { k8s_attributes: {}, batch: { send_batch_max_size: 8192 } }
service:
  pipelines:
    traces:
      processors:
        - memory_limiter
        - batch
        - k8s_attributes # here
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const used = usedIn(context, pipeline, 'processors');
      const gathering = used.findIndex(({ component }) => GATHERING.includes(component.type));
      if (gathering < 0) continue;
      for (const { component, place, path, id } of used.slice(gathering + 1))
        if (component.type === 'k8s_attributes' && usesConnection(component))
          yield {
            place,
            path,
            message: `"${id}" needs the address of the sender, which ${used[gathering]?.id} takes away; move it before that`,
          };
    }
  },
};
