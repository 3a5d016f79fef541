// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../../../src/cli/program.ts';
import { createTestIo } from '../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };
const GOOD = 'file_format: "1.1"\ntracer_provider:\n  processors: [{ simple: { exporter: { console: } } }]\n';
const BAD =
  'file_format: "1.1"\ndisabled: ${OFF}\nlog_level: loud\npropagator: { composite: [{ ottrace: }] }\n';

const check = async (
  args: readonly string[],
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) => {
  const io = createTestIo({ files, env });
  await runProgram(['config', 'check', ...args], io, ROOT);
  return { out: io.out, err: io.err, exitCode: io.exitCode };
};

const LEVELS =
  'trace, trace2, trace3, trace4, debug, debug2, debug3, debug4, info, info2, info3, info4, warn, warn2, warn3, warn4, error, error2, error3, error4, fatal, fatal2, fatal3, fatal4';

describe('binnacle config check', () => {
  test('a good file', async () => {
    expect(await check(['otel.yaml'], { 'otel.yaml': GOOD })).toEqual({
      out: 'otel.yaml: good (format 1.1, 1 span exporter, 0 metric readers, 0 log exporters)\n',
      err: '',
      exitCode: 0,
    });
  });

  test('every fault and warning of a bad one', async () => {
    expect(await check(['otel.yaml'], { 'otel.yaml': BAD }, { OFF: 'perhaps' })).toEqual({
      out: '',
      err: [
        'otel.yaml:2:11: disabled: "${OFF}" is not accepted; expected true or false\n',
        `otel.yaml:3:12: log_level: "loud" is not known; known: ${LEVELS}\n`,
        'otel.yaml:4:29: warning: propagator.composite[0].ottrace: OpenTracing headers are not supported; it has no effect\n',
      ].join(''),
      exitCode: 2,
    });
  });

  test('standard input, as JSON', async () => {
    const { out, err, exitCode } = await check(['--json', '-'], { '-': BAD }, { OFF: 'true' });
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 2 });
    expect(JSON.parse(out)).toEqual({
      file: '<stdin>',
      ok: false,
      errors: [{ line: 3, column: 12, message: `log_level: "loud" is not known; known: ${LEVELS}` }],
      warnings: [
        {
          line: 4,
          column: 29,
          message: 'propagator.composite[0].ottrace: OpenTracing headers are not supported; it has no effect',
        },
      ],
    });
  });

  test('warnings alone are good', async () => {
    const { out, exitCode } = await check(['--json', 'a.yaml'], { 'a.yaml': `${GOOD}more: 1\n` });
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, errors: [], warnings: [{ line: 4, column: 1 }] });
  });

  test('a file that is not there', async () => {
    expect(await check(['none.yaml'], {})).toEqual({
      out: '',
      err: 'none.yaml: cannot be read (ENOENT)\n',
      exitCode: 2,
    });
  });

  test('no file', async () => {
    expect((await check([], {})).exitCode).toBe(2);
  });

  test('the file of the tests', async () => {
    const everything = readFileSync(
      join(import.meta.dirname, '../../core/configuration/everything.yaml'),
      'utf8',
    );
    const { out, exitCode } = await check(['e.yaml'], { 'e.yaml': everything });
    expect({ out, exitCode }).toEqual({
      out: 'e.yaml: good (format 1.1, 3 span exporters, 3 metric readers, 1 log exporter)\n',
      exitCode: 0,
    });
  });

  test('a redaction policy, known by its name', async () => {
    expect(
      await check(['a/binnacle.redaction.yaml'], { 'a/binnacle.redaction.yaml': 'preset: gdpr\n' }),
    ).toEqual({
      out: 'a/binnacle.redaction.yaml: good (redaction, preset gdpr, 0 custom patterns)\n',
      err: '',
      exitCode: 0,
    });
    expect(await check(['my-redaction.json'], { 'my-redaction.json': '{"preset": "gdrp"}' })).toEqual({
      out: '',
      err: 'my-redaction.json:1:12: preset: "gdrp" is not known; did you mean "gdpr"? known: balanced, gdpr, hipaa, pci, strict\n',
      exitCode: 2,
    });
  });

  test.each([
    ['transactions:\n  checkout: { sla: 2s }\n', '1 business transaction'],
    ['# ours\n"transactions": { checkout: { sla: 2s } }\n', '1 business transaction'],
    ['{"transactions": {"checkout": {"sla": "2s"}}}', '1 business transaction'],
    ['preset: gdpr\n', 'redaction, preset gdpr, 0 custom patterns'],
    ['{\n  "rules": { "email": "keep" }\n}', 'redaction, preset balanced, 0 custom patterns'],
    [
      'file_format: "1.1"\ntransactions: {}\n',
      'format 1.1, 0 span exporters, 0 metric readers, 0 log exporters',
    ],
  ])('what a name says nothing of, known by its keys: %j', async (text, summary) => {
    const { out, exitCode } = await check(['of-payments.yaml'], { 'of-payments.yaml': text });
    expect({ out, exitCode }).toEqual({ out: `of-payments.yaml: good (${summary})\n`, exitCode: 0 });
  });

  test.each(['disabled: true\n', '', 'resource:\n  transactions: {}\n'])(
    'what has none of these is a configuration: %j',
    async (text) => {
      const { err, exitCode } = await check(['of-payments.yaml'], { 'of-payments.yaml': text });
      expect(err).toContain('file_format');
      expect(exitCode).toBe(2);
    },
  );

  test('a redaction policy of any name, as JSON', async () => {
    const { out, exitCode } = await check(['--redaction', '--json', '-'], { '-': 'keys: { deny: x }\n' });
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toEqual({
      file: '<stdin>',
      ok: false,
      errors: [{ line: 1, column: 15, message: 'keys.deny: "x" is not accepted; expected a list' }],
      warnings: [],
    });
  });
});
