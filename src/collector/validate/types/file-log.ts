import { bytesOf } from '../stanza/byte-size.ts';
import { checkMatcher } from '../stanza/file-matcher.ts';
import { checkEncoding, checkReceiver } from '../stanza/receiver.ts';
import type { TypeRule } from '../type-rule.ts';

/** What tells files apart: https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/fileconsumer/internal/fingerprint/fingerprint.go */
const MIN_FINGERPRINT_BYTES = 16;

const WORDS: Readonly<Record<string, readonly string[]>> = {
  start_at: ['beginning', 'end'],
  max_log_size_behavior: ['split', 'truncate'],
  on_truncate: ['ignore', 'read_whole_file', 'read_new'],
};

export const rule: TypeRule = {
  type: 'receiver/filelogreceiver.FileLogConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/fileconsumer/config.go',
  good: 'receivers: { file_log: { include: [/var/log/*.log], start_at: beginning } }',
  bad: 'receivers: { file_log: { include: [/var/log/*.log], start_at: begin } }',
  *check(view) {
    yield* checkReceiver(view);
    yield* checkMatcher(view);
    yield* checkEncoding(view);
    if (bytesOf(view, 'fingerprint_size') < MIN_FINGERPRINT_BYTES)
      yield view.fault(`expected ${MIN_FINGERPRINT_BYTES} or more`, 'fingerprint_size');
    if (bytesOf(view, 'max_log_size') <= 0) yield view.fault('expected 1 or more', 'max_log_size');
    for (const [key, words] of Object.entries(WORDS))
      if (!words.includes(view.text(key))) yield view.fault(`expected ${words.join(' or ')}`, key);
    if (view.number('max_concurrent_files') < 1)
      yield view.fault('expected 1 or more', 'max_concurrent_files');
    if (view.number('max_batches') < 0) yield view.fault('is negative', 'max_batches');
    if (view.flag('delete_after_read'))
      yield view.fault('needs the feature gate filelog.allowFileDeletion', 'delete_after_read');
    if (view.at('header').node?.kind === 'map')
      yield view.fault('needs the feature gate filelog.allowHeaderMetadataParsing', 'header');
  },
};
