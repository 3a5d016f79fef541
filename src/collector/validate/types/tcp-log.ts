import { bytesOf, MIN_LOG_BYTES } from '../stanza/byte-size.ts';
import { checkEncoding, checkReceiver, listenFault } from '../stanza/receiver.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/tcplogreceiver.TCPLogConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/input/tcp/config.go',
  good: 'receivers: { tcp_log: { listen_address: "127.0.0.1:54525" } }',
  bad: 'receivers: { tcp_log: { listen_address: "127.0.0.1" } }',
  *check(view) {
    const fault = listenFault(view.text('listen_address'));
    if (fault) yield view.fault(fault, 'listen_address');
    yield* checkReceiver(view);
    yield* checkEncoding(view);
    const size = bytesOf(view, 'max_log_size');
    // 0 is the default.
    if (size !== 0 && size < MIN_LOG_BYTES)
      yield view.fault(`expected ${MIN_LOG_BYTES} or more`, 'max_log_size');
  },
};
