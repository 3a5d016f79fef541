import { sinkFault } from '../../go/zap-sink.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'service/telemetry/otelconftelemetry.Config',
  when: 'started',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/service/telemetry/otelconftelemetry/logger.go',
  good: 'service: { telemetry: { logs: { output_paths: [stderr, file:///dev/null] } } }',
  bad: 'service: { telemetry: { logs: { output_paths: ["tcp://a:1"] } } }',
  *check(view) {
    for (const key of ['output_paths', 'error_output_paths'])
      for (const [index, path] of view.texts('logs', key).entries()) {
        const fault = sinkFault(path);
        if (fault) yield view.fault(fault, 'logs', key, index);
      }
  },
};
