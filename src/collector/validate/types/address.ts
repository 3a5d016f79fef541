import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'config/confignet.AddrConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/confignet/confignet.go',
  good: 'receivers: { otlp: { protocols: { grpc: { endpoint: "localhost:4317", transport: tcp4 } } } }',
  bad: 'receivers: { otlp: { protocols: { grpc: { endpoint: "localhost:4317", transport: "" } } } }',
  *check(view) {
    const transport = view.text('transport');
    if (transport === '') yield view.fault('is empty; expected tcp or another transport', 'transport');
    else if (transport === 'npipe' && !view.text('endpoint').startsWith('\\\\.\\pipe\\'))
      yield view.fault('expected a named pipe such as \\\\.\\pipe\\name', 'endpoint');
  },
};
