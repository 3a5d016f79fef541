import { checkEncoding, checkReceiver, listenFault } from '../stanza/receiver.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/udplogreceiver.UDPLogConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/input/udp/config.go',
  good: 'receivers: { udp_log: { listen_address: "127.0.0.1:54525" } }',
  bad: 'receivers: { udp_log: { listen_address: "127.0.0.1" } }',
  *check(view) {
    const fault = listenFault(view.text('listen_address'));
    if (fault) yield view.fault(fault, 'listen_address');
    yield* checkReceiver(view);
    yield* checkEncoding(view);
  },
};
