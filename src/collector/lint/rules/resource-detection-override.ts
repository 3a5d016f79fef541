import { componentsOf, effective, placeOf, usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'resource-detection-override',
  severity: 'warning',
  source: contribSource('processor/resourcedetectionprocessor'),
  summary: 'resource_detection does not overwrite what senders say of themselves',
  why: 'By default the host of the Collector replaces the host in the telemetry. In a gateway every service then seems to run on the gateway.',
  good: `processors: { resource_detection: { detectors: [system], override: false } }
service: { pipelines: { traces: { processors: [memory_limiter, resource_detection] } } }`,
  bad: `processors:
  resource_detection: # here
    detectors: [system]
service: { pipelines: { traces: { processors: [memory_limiter, resource_detection] } } }
`,
  fixed: `processors:
  resource_detection: # here
    detectors: [system]
    override: false
service: { pipelines: { traces: { processors: [memory_limiter, resource_detection] } } }
`,
  *check(context) {
    for (const processor of componentsOf(context, 'processors', 'resource_detection')) {
      if ((effective(processor, ['override']) ?? true) !== true) continue;
      const isFed = processor.pipelines.some((pipeline) =>
        usedIn(context, pipeline, 'receivers').some(({ component }) =>
          ['otlp', 'jaeger', 'zipkin', 'kafka'].includes(component.type),
        ),
      );
      if (!isFed) continue;
      const path = [...processor.path, 'override'];
      yield {
        place: placeOf(processor, ['override']),
        path,
        message: 'attributes that senders set are replaced by those of this host; set override: false',
        fix: [{ do: 'set', path, value: 'false' }],
      };
    }
  },
};
