// What all receivers of logs that have operators ask:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/pkg/stanza

import { regexpFault } from '../../../core/go/regexp.ts';
import { parseAddress } from '../../go/address.ts';
import { encodingFault } from '../../go/encoding.ts';
import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';
import { checkPipeline } from './pipeline.ts';

/** What is wrong with an address that is resolved when the receiver is made; a name may be known elsewhere. */
export const listenFault = (text: string): string | undefined => {
  const address = parseAddress(text);
  if ('fault' in address || !/^(?:\d{1,5}|[a-z][a-z\d-]*)?$/i.test(address.port)) return 'expected host:port';
  const isNumbers = /^[\d.]+$/.test(address.host);
  const isIp = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(address.host);
  return isNumbers && !isIp ? `"${address.host}" is no address` : undefined;
};

const PATTERNS = ['line_start_pattern', 'line_end_pattern'];

/** How a stream is read: in which characters, and where a line begins or ends. */
export function* checkEncoding(view: View): Iterable<Finding> {
  const encoding = view.text('encoding');
  const fault = encodingFault(encoding);
  if (fault) yield view.fault(fault, 'encoding');
  const given = PATTERNS.filter((key) => view.text('multiline', key) !== '');
  if (encoding.toLowerCase() === 'nop') {
    for (const key of given) yield view.fault('cannot be with encoding: nop', 'multiline', key);
    return;
  }
  if (given.length > 1) yield view.fault(`expected one of ${PATTERNS.join(', ')}`, 'multiline');
  for (const key of given) {
    const wrong = regexpFault(view.text('multiline', key));
    if (wrong) yield view.fault(wrong, 'multiline', key);
  }
}

/** A receiver whose own keys are those of its first operator. */
export function* checkReceiver(view: View): Iterable<Finding> {
  if (view.text('type') === '') yield view.fault('is empty; leave it away', 'type');
  yield* checkPipeline(view);
}
