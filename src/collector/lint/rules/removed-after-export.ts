import { usedIn } from '../context.ts';
import { exportersOf, sourcesOf } from '../flow.ts';
import { removesData } from '../removals.ts';
import type { LintRule } from '../rule.ts';
import { CONFIGURATION } from '../sources.ts';

export const rule: LintRule = {
  id: 'removed-after-export',
  severity: 'warning',
  source: CONFIGURATION,
  summary: 'what is removed from data is removed before every export of it',
  why: 'A receiver or connector gives each of its pipelines all of its data. What one of them deletes or masks, another one exports as it came.',
  good: `processors: { attributes: { actions: [{ key: user.email, action: delete }] } }
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }`,
  bad: `processors: { attributes: { actions: [{ key: user.email, action: delete }] } }
exporters: { file: { path: traces.json, rotation: { max_megabytes: 100 } } }
service:
  pipelines:
    traces:
      processors: [memory_limiter, attributes] # here
    traces/archive: { receivers: [otlp], processors: [memory_limiter], exporters: [file] }
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const remover = usedIn(context, pipeline, 'processors').find(({ component }) => removesData(component));
      if (!remover) continue;
      const shares = (other: (typeof context.pipelines)[number]): boolean =>
        other.receivers.some(({ id }) => pipeline.receivers.some((each) => each.id === id)) ||
        sourcesOf(context, pipeline).includes(other);
      const open = context.pipelines.find(
        (other) =>
          other !== pipeline &&
          other.signal === pipeline.signal &&
          shares(other) &&
          exportersOf(context, other).some(({ type }) => type !== 'nop') &&
          !usedIn(context, other, 'processors').some(({ component }) => removesData(component)),
      );
      if (open)
        yield {
          place: remover.place,
          path: remover.path,
          message: `${open.id} exports the same data without "${remover.id}"; remove it there too, or before both`,
        };
    }
  },
};
