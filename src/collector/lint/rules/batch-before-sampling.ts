import { usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { BATCH } from '../sources.ts';

const DROPPING = ['tail_sampling', 'probabilistic_sampler', 'filter'];

export const rule: LintRule = {
  id: 'batch-before-sampling',
  severity: 'warning',
  source: BATCH,
  summary: 'batches are made after sampling and filtering',
  why: 'What is dropped afterwards makes the batches small again, and tail sampling takes them apart anyway.',
  good: `processors: { probabilistic_sampler: { mode: proportional, sampling_percentage: 10 } }
service: { pipelines: { traces: { processors: [memory_limiter, probabilistic_sampler] } } }`,
  bad: `processors:
  batch: { send_batch_max_size: 8192 }
  filter: { traces: { span: ['name == "health"'] } }
service: { pipelines: { traces: { processors: [memory_limiter, batch, filter] } } } # here
`,
  fixed: `processors:
  batch: { send_batch_max_size: 8192 }
  filter: { traces: { span: ['name == "health"'] } }
service: { pipelines: { traces: { processors: [memory_limiter, filter, batch] } } } # here
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const used = usedIn(context, pipeline, 'processors');
      for (const [index, { component, place, path, id }] of used.entries()) {
        const dropping = used.slice(index + 1).find((later) => DROPPING.includes(later.component.type));
        if (component.type !== 'batch' || !dropping) continue;
        yield {
          place,
          path,
          message: `"${id}" makes batches of what ${dropping.id} drops; move it to the end`,
          fix: [{ do: 'move', path, to: 'last' }],
        };
      }
    }
  },
};
