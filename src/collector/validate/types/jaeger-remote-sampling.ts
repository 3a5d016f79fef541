import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/jaegerremotesampling.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/jaegerremotesampling/config.go',
  good: 'extensions: { jaegerremotesampling: { source: { file: ./strategies.json } } }',
  bad: 'extensions: { jaegerremotesampling: { source: { reload_interval: 30s } } }',
  *check(view) {
    const hasFile = view.text('source', 'file') !== '';
    const hasRemote = view.at('source', 'remote').node?.kind === 'map';
    if (hasFile && hasRemote)
      yield view.fault('stands beside file; expected one of them', 'source', 'remote');
    if (!hasFile && !hasRemote) yield view.fault('is empty; expected file or remote', 'source');
  },
};
