import { faultOfExpr } from '../../expr/fault-of-expr.ts';
import type { TypeRule } from '../type-rule.ts';

const ENDPOINTS = [
  'pod',
  'k8s.service',
  'k8s.ingress',
  'port',
  'pod.container',
  'hostport',
  'container',
  'k8s.node',
  'kafka.topics',
];
const START = new RegExp(`^type\\s*==\\s*"(?:${ENDPOINTS.join('|').replaceAll('.', '\\.')})"`);

export const rule: TypeRule = {
  type: 'receiver/receivercreator.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/receivercreator/rules.go',
  good: 'receivers: { receiver_creator: { receivers: { redis: { rule: \'type == "port" && port == 6379\' } } } }',
  bad: "receivers: { receiver_creator: { receivers: { redis: { rule: 'port == 6379' } } } }",
  *check(view) {
    for (const [id, receiver] of view.entries('receivers')) {
      const text = receiver.text('rule');
      const at = ['receivers', id, 'rule'];
      if (text === '') yield view.fault('is missing; expected such as type == "port" && port == 6379', ...at);
      else if (!START.test(text))
        yield view.fault(`expected it to begin with type == and one of ${ENDPOINTS.join(', ')}`, ...at);
      else {
        // `type` is a name here, and no function.
        const fault = faultOfExpr(text.replaceAll(/\btype\b/g, 'kind'));
        if (fault) yield { at, message: fault.message, offset: fault.offset };
      }
    }
    for (const [endpoint] of view.entries('resource_attributes'))
      if (!ENDPOINTS.includes(endpoint))
        yield view.fault(`expected one of ${ENDPOINTS.join(', ')}`, 'resource_attributes', endpoint);
  },
};
