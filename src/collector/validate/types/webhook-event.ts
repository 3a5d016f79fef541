import { regexpFault } from '../../../core/go/regexp.ts';
import { parseGoDuration } from '../../go/duration.ts';
import type { TypeRule } from '../type-rule.ts';

const MOST_NANOS = 10e9;

export const rule: TypeRule = {
  type: 'receiver/webhookeventreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/webhookeventreceiver/config.go',
  good: 'receivers: { webhook_event: { endpoint: "localhost:8088", read_timeout: 5s } }',
  bad: 'receivers: { webhook_event: { endpoint: "localhost:8088", read_timeout: 30s } }',
  *check(view) {
    if (view.text('endpoint') === '') yield view.fault('is missing; expected host:port', 'endpoint');
    for (const key of ['read_timeout', 'write_timeout']) {
      const text = view.text(key);
      const duration = text === '' ? 0 : parseGoDuration(text);
      if (duration === undefined) yield view.fault('is no duration; expected one such as 5s', key);
      else if (duration > MOST_NANOS) yield view.fault('is more than 10s', key);
    }
    const [key, value] = [view.text('required_header', 'key'), view.text('required_header', 'value')];
    if ((key === '') !== (value === '')) yield view.fault('expected key and value', 'required_header');
    if (view.flag('split_logs_at_newline') && view.flag('split_logs_at_json_boundary'))
      yield view.fault(
        'stands beside split_logs_at_newline; expected one of them',
        'split_logs_at_json_boundary',
      );
    const fault = regexpFault(view.text('header_attribute_regex'));
    if (fault) yield view.fault(fault, 'header_attribute_regex');
  },
};
