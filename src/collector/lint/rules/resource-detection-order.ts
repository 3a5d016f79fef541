import { componentsOf, placeOf, toPlainList } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

/** What runs on top of what, from the inside out: the first detector to set an attribute wins. */
const ORDERS: readonly (readonly string[])[] = [
  ['lambda', 'elastic_beanstalk', 'eks', 'ecs', 'ec2'],
  ['aks', 'azure'],
  ['env', 'system'],
];

export const rule: LintRule = {
  id: 'resource-detection-order',
  severity: 'warning',
  source: contribSource('processor/resourcedetectionprocessor'),
  summary: 'detectors of resource_detection go from the special to the general',
  why: 'The first detector that sets an attribute wins. With ec2 before eks a service in Kubernetes is shown as a bare machine, and with system before env what was set by hand is passed over.',
  good: `processors: { resource_detection: { detectors: [env, lambda, ec2], override: false } }
service: { pipelines: { traces: { processors: [memory_limiter, resource_detection] } } }`,
  bad: `processors:
  resource_detection:
    override: false
    detectors: [ec2, lambda] # here
service: { pipelines: { traces: { processors: [memory_limiter, resource_detection] } } }
`,
  *check(context) {
    for (const processor of componentsOf(context, 'processors', 'resource_detection')) {
      const detectors = toPlainList(processor, ['detectors']);
      for (const order of ORDERS) {
        const present = detectors.filter((each) => order.includes(String(each)));
        const right = order.filter((each) => present.includes(each));
        if (present.join() === right.join()) continue;
        yield {
          place: placeOf(processor, ['detectors']),
          path: [...processor.path, 'detectors'],
          message: `the first one to set an attribute wins; put ${right.join(' before ')}`,
        };
      }
    }
  },
};
