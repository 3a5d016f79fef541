import { parseAddress } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

const BALANCERS = [
  'round_robin',
  'pick_first',
  'pick_first_leaf',
  'least_request_experimental',
  'weighted_round_robin',
];

export const rule: TypeRule = {
  type: 'config/configgrpc.ClientConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configgrpc/configgrpc.go',
  good: 'exporters: { otlp_grpc: { endpoint: "https://backend:4317", balancer_name: pick_first } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "backend" } }',
  *check(view) {
    const endpoint = view.text('endpoint');
    if (endpoint.startsWith('unix://')) {
      if (endpoint === 'unix://') yield view.fault('has no path of a socket', 'endpoint');
      return;
    }
    const bare = endpoint.replace(/^(?:https?:\/\/|dns:\/{1,3})/, '');
    if (bare !== '') {
      const address = parseAddress(bare);
      if ('fault' in address)
        yield view.fault(`"${endpoint}" ${address.fault}; expected host:port`, 'endpoint');
      else if (!/^[+-]?\d+$/.test(address.port))
        yield view.fault(`"${address.port}" is no port; expected a number`, 'endpoint');
    }
    const balancer = view.text('balancer_name');
    if (balancer !== '' && !BALANCERS.includes(balancer))
      yield view.fault(`"${balancer}" is not known; expected ${BALANCERS.join(' or ')}`, 'balancer_name');
  },
};
