import type { TypeRule } from '../type-rule.ts';

const MOST = 65_535;

export const rule: TypeRule = {
  type: 'exporter/syslogexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/exporter/syslogexporter/config.go',
  good: 'exporters: { syslog: { endpoint: a, network: udp, protocol: rfc3164 } }',
  bad: 'exporters: { syslog: { endpoint: a, port: 70000 } }',
  *check(view) {
    const network = view.text('network').toLowerCase();
    if (!['tcp', 'udp', 'unix'].includes(network)) yield view.fault('expected tcp, udp or unix', 'network');
    const port = view.number('port');
    if (['tcp', 'udp'].includes(network) && (port < 1 || port > MOST))
      yield view.fault('expected a port from 1 to 65535', 'port');
    if (view.text('endpoint') === '') yield view.fault('is missing; expected a host', 'endpoint');
    const protocol = view.text('protocol');
    if (!['rfc3164', 'rfc5424'].includes(protocol))
      yield view.fault('expected rfc3164 or rfc5424', 'protocol');
    if (view.flag('enable_octet_counting') && protocol !== 'rfc5424')
      yield view.fault('needs protocol: rfc5424', 'enable_octet_counting');
  },
};
