import { checkIngest, checkPolicy } from '../policy.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/tailsamplingprocessor.Config',
  when: 'started',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/processor.go',
  good: 'processors: { tail_sampling: { policies: [{ name: a, type: latency, latency: { threshold_ms: 5 } }] } }',
  bad: 'processors: { tail_sampling: { policies: [{ name: a, type: lattency, latency: { threshold_ms: 5 } }] } }',
  *check(view) {
    const names = new Set<string>();
    for (const [index, policy] of view.items('policies').entries()) {
      const name = policy.text('name');
      if (name === '') yield view.fault('is missing; expected a name', 'policies', index, 'name');
      else if (names.has(name)) yield view.fault(`"${name}" is there twice`, 'policies', index, 'name');
      names.add(name);
      for (const { at, message } of checkPolicy(policy)) yield { at: ['policies', index, ...at], message };
      if (view.text('sampling_strategy') !== 'span-ingest') continue;
      for (const { at, message } of checkIngest(policy)) yield { at: ['policies', index, ...at], message };
    }
  },
};
