import { checkSyslog } from '../stanza/operators.ts';
import { checkEncoding, checkReceiver } from '../stanza/receiver.ts';
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
    for (const finding of checkEncoding(view.at(side))) yield { ...finding, at: [side, ...finding.at] };
    if (side !== 'udp') return;
    if (view.flag('enable_octet_counting')) yield view.fault('needs tcp', 'enable_octet_counting');
    if (view.has('non_transparent_framing_trailer'))
      yield view.fault('needs tcp', 'non_transparent_framing_trailer');
  },
};
