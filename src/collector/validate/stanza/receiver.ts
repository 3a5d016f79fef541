// What all receivers of logs that have operators ask:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/pkg/stanza

import { regexpFault } from '../../../core/go/regexp.ts';
import { encodingFault } from '../../go/encoding.ts';
import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';
import { checkPipeline } from './pipeline.ts';

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
