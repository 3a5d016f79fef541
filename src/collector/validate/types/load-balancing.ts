import type { TypeRule } from '../type-rule.ts';

const RESOLVERS = ['static', 'dns', 'k8s', 'aws_cloud_map'];
const NEEDED = [
  ['dns', 'hostname'],
  ['k8s', 'service'],
  ['aws_cloud_map', 'namespace'],
  ['aws_cloud_map', 'service_name'],
] as const;
const KEYS: Readonly<Record<string, readonly string[]>> = {
  traces: ['service', 'traceID', 'attributes'],
  metrics: ['service', 'resource', 'metric', 'streamID', 'attributes'],
};

export const rule: TypeRule = {
  type: 'exporter/loadbalancingexporter.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/exporter/loadbalancingexporter/loadbalancer.go',
  good: 'exporters: { load_balancing: { protocol: { otlp: { tls: { insecure: true } } }, resolver: { static: { hostnames: [a, b] } } } }',
  bad: 'exporters: { load_balancing: { resolver: { static: { hostnames: [a] }, dns: { hostname: b } } } }',
  *check(view) {
    const given = RESOLVERS.filter((key) => view.has('resolver', key));
    if (given.length === 0)
      yield view.fault(`has no resolver; expected one of ${RESOLVERS.join(', ')}`, 'resolver');
    if (given.length > 1)
      yield view.fault(`stands beside ${given[0]}; expected one resolver`, 'resolver', given[1] as string);
    const needed = (resolver: string, key: string): boolean =>
      given.includes(resolver) && view.text('resolver', resolver, key) === '';
    if (given.includes('static') && view.items('resolver', 'static', 'hostnames').length === 0)
      yield view.fault('has no hostnames; expected at least one', 'resolver', 'static');
    for (const [resolver, key] of NEEDED)
      if (needed(resolver, key)) yield view.fault(`has no ${key}`, 'resolver', resolver);
    for (const signal of view.signals) {
      const keys = KEYS[signal];
      const key = view.text('routing_key');
      // Logs are balanced by their trace, whatever it says.
      if (keys && key !== '' && !keys.includes(key))
        yield view.fault(`is not possible for ${signal}; expected one of ${keys.join(', ')}`, 'routing_key');
    }
  },
};
