import { entryOf } from '../../document/node.ts';
import { parseId } from '../../id.ts';
import { componentsOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

const TYPES = ['health_check', 'healthcheckv2'];

export const rule: LintRule = {
  id: 'health-check-missing',
  severity: 'warning',
  source: contribSource('extension/healthcheckextension'),
  summary: 'the Collector says whether it is well',
  why: 'Without the health_check extension nothing that watches the Collector, be it Kubernetes or a load balancer, can tell one that hangs from one that works.',
  good: `service: { extensions: [health_check, file_storage] }`,
  bad: `service: # here
  extensions: [file_storage]
`,
  fixed: `service: # here
  extensions: [health_check, file_storage]
`,
  *check(context) {
    if (context.extensions.some(({ id }) => TYPES.includes(parseId(id)?.type ?? ''))) return;
    const service = entryOf(context.root, 'service');
    if (!service) return;
    const configured = componentsOf(context, 'extensions', ...TYPES)[0];
    const path = ['service', 'extensions'];
    yield {
      place: service.key,
      path,
      message: 'there is no health_check; add the extension, and name it here',
      ...(configured && context.extensions.length > 0
        ? { fix: [{ do: 'insert-first', path, value: configured.id }] }
        : {}),
    };
  },
};
