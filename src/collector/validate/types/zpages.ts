import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/zpagesextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/extension/zpagesextension/config.go',
  good: 'extensions: { zpages: {} }',
  bad: 'extensions: { zpages: { endpoint: "" } }',
  *check(view) {
    if (view.text('endpoint') === '') yield view.fault('is empty; expected host:port', 'endpoint');
  },
};
