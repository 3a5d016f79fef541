import { sinkFault } from '../../go/zap-sink.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/debugexporter.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/debugexporter/factory.go',
  good: 'exporters: { debug: { use_internal_logger: false, output_paths: [stderr, file:///dev/null] } }',
  bad: 'exporters: { debug: { use_internal_logger: false, output_paths: ["tcp://a:1"] } }',
  *check(view) {
    if (view.flag('use_internal_logger')) return;
    for (const [index, path] of view.texts('output_paths').entries()) {
      const fault = sinkFault(path);
      if (fault) yield view.fault(fault, 'output_paths', index);
    }
  },
};
