import { parseByteSize } from '../stanza/byte-size.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/stanza/operator/helper.ByteSize',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/helper/bytesize.go',
  good: 'receivers: { file_log: { include: [a.log], max_log_size: 2MiB } }',
  bad: 'receivers: { file_log: { include: [a.log], max_log_size: 2 Mi } }',
  *check(view) {
    const { node } = view;
    const isText = node?.kind === 'scalar' && typeof node.value === 'string';
    if (isText && parseByteSize(view.text()) === undefined)
      yield view.fault('expected a size such as 1048576, 1MB or 1MiB');
  },
};
