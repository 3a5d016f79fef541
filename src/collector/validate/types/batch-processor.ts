import { duplicateKeys } from '../duplicates.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/batchprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/processor/batchprocessor/config.go',
  good: 'processors: { batch: { send_batch_size: 10, send_batch_max_size: 10 } }',
  bad: 'processors: { batch: { send_batch_size: 10, send_batch_max_size: 9 } }',
  *check(view) {
    const [size, most] = [view.number('send_batch_size'), view.number('send_batch_max_size')];
    if (most > 0 && most < size)
      yield view.fault(`is less than send_batch_size, which is ${size}`, 'send_batch_max_size');
    yield* duplicateKeys(view, 'metadata_keys');
    if (view.number('timeout') < 0) yield view.fault('is negative; expected 0 or more', 'timeout');
  },
};
