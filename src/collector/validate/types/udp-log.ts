import { parseAddress } from '../../go/address.ts';
import { checkEncoding, checkReceiver } from '../stanza/receiver.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/udplogreceiver.UDPLogConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/input/udp/config.go',
  good: 'receivers: { udp_log: { listen_address: "127.0.0.1:54525" } }',
  bad: 'receivers: { udp_log: { listen_address: "127.0.0.1" } }',
  *check(view) {
    const address = parseAddress(view.text('listen_address'));
    if ('fault' in address || !/^(?:\d{1,5}|[a-z][a-z\d-]*)?$/i.test(address.port))
      yield view.fault('expected host:port', 'listen_address');
    yield* checkReceiver(view);
    yield* checkEncoding(view);
  },
};
