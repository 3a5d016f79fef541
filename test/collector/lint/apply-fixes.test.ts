import { describe, expect, test } from '@jest/globals';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { applyFixes } from '../../../src/collector/lint/fix/apply-fixes.ts';
import { lintSources } from './lint-text.ts';

const fix = (...texts: readonly string[]): readonly string[] =>
  applyFixes(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    (sources) => lintSources(sources),
  ).map(({ text }) => text);

describe('applyFixes with several files', () => {
  test('changes a value in the file where it is written', () => {
    const first = BASE_EXAMPLE.replace('check_interval: 1s', 'check_interval: 1m');
    const second = 'processors: { memory_limiter: { limit_mib: 500 } }\n';
    expect(fix(first, second)).toEqual([BASE_EXAMPLE, second]);
  });

  test('changes the value that counts, and then the one below it', () => {
    const first = BASE_EXAMPLE.replace('check_interval: 1s', 'check_interval: 1m');
    const second = 'processors: { memory_limiter: { check_interval: 2m } }\n';
    expect(fix(first, second)).toEqual([first, 'processors: { memory_limiter: { check_interval: 1s } }\n']);
  });

  test('renames a component with all that refers to it, or not at all', () => {
    const first = `${BASE_EXAMPLE}    logs: { receivers: [otlp], processors: [memory_limiter], exporters: [otlp_grpc, otlphttp] }\n`;
    const second =
      'exporters: { otlphttp: { endpoint: "http://127.0.0.1:4318", sending_queue: { storage: file_storage } } }\n';
    expect(fix(first, second)).toEqual([
      first.replace('otlphttp', 'otlp_http'),
      second.replace('otlphttp', 'otlp_http'),
    ]);
    const third = 'exporters: { otlphttp: { timeout: 10s } }\n';
    const [, , after] = fix(first, second, third);
    expect(after).toBe(third.replace('otlphttp', 'otlp_http'));
  });

  test('leaves what a comment allows', () => {
    const text = BASE_EXAMPLE.replace(
      'limit_mib: 400 }',
      'limit_mib: 400, limit_percentage: 80 } # binnacle-disable-line memory-limiter-two-limits -- a trial',
    );
    expect(fix(text)).toEqual([text]);
  });
});
