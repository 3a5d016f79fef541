import { bytesOf, MIN_LOG_BYTES } from '../stanza/byte-size.ts';
import { checkSyslog, ON_ERROR } from '../stanza/operators.ts';
import { checkEncoding, checkReceiver, listenFault } from '../stanza/receiver.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/syslogreceiver.SysLogConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/pkg/stanza/operator/input/syslog/config.go',
  good: 'receivers: { syslog: { tcp: { listen_address: "127.0.0.1:54525" }, protocol: rfc5424 } }',
  bad: 'receivers: { syslog: { tcp: { listen_address: "127.0.0.1:54525" }, protocol: rfc5425 } }',
  *check(view) {
    yield* checkReceiver(view);
    yield* checkSyslog(view);
    const side = ['tcp', 'udp'].find((key) => view.at(key).node?.kind === 'map');
    if (side === undefined) {
      yield view.fault('expected tcp or udp');
      return;
    }
    const fault = listenFault(view.text(side, 'listen_address'));
    if (fault) yield view.fault(fault, side, 'listen_address');
    for (const finding of checkEncoding(view.at(side))) yield { ...finding, at: [side, ...finding.at] };
    if (view.text('on_error') !== '' && !ON_ERROR.includes(view.text('on_error')))
      yield view.fault(`expected one of ${ON_ERROR.join(', ')}`, 'on_error');
    const size = bytesOf(view.at(side), 'max_log_size');
    if (side === 'tcp' && size !== 0 && size < MIN_LOG_BYTES)
      yield view.fault(`expected ${MIN_LOG_BYTES} or more`, side, 'max_log_size');
    if (side !== 'udp') return;
    if (view.flag('enable_octet_counting')) yield view.fault('needs tcp', 'enable_octet_counting');
    if (view.has('non_transparent_framing_trailer'))
      yield view.fault('needs tcp', 'non_transparent_framing_trailer');
  },
};
