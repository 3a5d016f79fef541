import { parseAddress } from '../../go/address.ts';
import { bytesOf } from '../stanza/byte-size.ts';
import { checkEncoding, checkReceiver } from '../stanza/receiver.ts';
import type { TypeRule } from '../type-rule.ts';

const MIN_LOG_BYTES = 64 * 1024;

export const rule: TypeRule = {
  type: 'receiver/tcplogreceiver.TCPLogConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/input/tcp/config.go',
  good: 'receivers: { tcp_log: { listen_address: "127.0.0.1:54525" } }',
  bad: 'receivers: { tcp_log: { listen_address: "127.0.0.1" } }',
  *check(view) {
    const address = parseAddress(view.text('listen_address'));
    if ('fault' in address || !/^(?:\d{1,5}|[a-z][a-z\d-]*)?$/i.test(address.port))
      yield view.fault('expected host:port', 'listen_address');
    yield* checkReceiver(view);
    yield* checkEncoding(view);
    const size = bytesOf(view, 'max_log_size');
    // 0 is the default.
    if (size !== 0 && size < MIN_LOG_BYTES)
      yield view.fault(`expected ${MIN_LOG_BYTES} or more`, 'max_log_size');
  },
};
