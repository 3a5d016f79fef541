import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo } from '../../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };
const run = async (args: readonly string[], stdin = '') => {
  const io = createTestIo({ files: { '-': stdin } });
  await runProgram(['redaction', 'test', ...args], io, ROOT);
  return { out: io.out, err: io.err, exitCode: io.exitCode };
};

describe('binnacle redaction test', () => {
  test.each([
    ['a text', ['mail jo@example.com'], 'mail [REDACTED:email]\n  email  mask      "jo@example.com"\n'],
    ['a clean text', ['nothing here'], 'unchanged\n'],
    ['a URL', ['--as', 'url', '/cb?code=1&page=2'], '/cb?code=REDACTED&page=2\n'],
    ['a header', ['--as', 'header', '--name', 'x-api-key', 'abc'], 'REDACTED\n'],
    ['an attribute', ['--as', 'attribute', '--name', 'user.password', 'abc'], 'REDACTED\n'],
    [
      'a statement',
      ['--as', 'sql', '--system', 'mysql', "select * from t where a = 'b c'"],
      'select * from t where a = ?\n',
    ],
  ])('%s', async (_what, args, out) => {
    expect(await run(args)).toEqual({ out, err: '', exitCode: 0 });
  });

  describe('without --policy goes by what a process that starts here would use', () => {
    const POLICY = 'custom:\n  - id: employee\n    pattern: EMP-\\d{6}\n    action: mask\n';
    const runHere = async (
      files: Readonly<Record<string, string>>,
      env: Readonly<Record<string, string>>,
      ...args: readonly string[]
    ) => {
      const io = createTestIo({ files, env });
      await runProgram(['redaction', 'test', ...args], io, ROOT);
      return { out: io.out.split('\n')[0], err: io.err };
    };

    test('the file of the directory', async () => {
      const name = 'binnacle.redaction.yaml';
      const files = { [`./${name}`]: POLICY, [name]: POLICY };
      expect(await runHere(files, {}, 'EMP-123456')).toEqual({
        out: '[REDACTED:employee]',
        err: `policy: ${name}\n`,
      });
    });

    test('the file and the preset of the environment', async () => {
      const env = { BINNACLE_REDACTION_POLICY: 'own.yaml', BINNACLE_REDACTION_PRESET: 'strict' };
      expect(await runHere({ 'own.yaml': POLICY }, env, 'EMP-123456 at 10.0.0.1')).toEqual({
        out: '[REDACTED:employee] at [REDACTED:private-ip]',
        err: 'policy: own.yaml\n',
      });
    });

    // As a process takes them: a bad preset must not let more through than the one that was meant.
    test('and takes bad values as it would', async () => {
      const env = { BINNACLE_REDACTION_PRESET: 'hippa', BINNACLE_REDACTION_HASH_KEY: 'short' };
      const { out, err } = await runHere({}, env, 'from 10.0.0.1');
      expect(out).toBe('from [REDACTED:private-ip]');
      expect(err).toContain(
        'BINNACLE_REDACTION_PRESET: "hippa" is left out: did you mean hipaa? strict is used\n',
      );
      expect(err).toContain('BINNACLE_REDACTION_HASH_KEY: the value is not accepted');
      expect((await runHere({}, env, '--preset', 'gdpr', 'jo@example.com')).out).toBe('[REDACTED:email]');
    });

    test('with what its own patterns find', async () => {
      const io = createTestIo({ files: { 'own.yaml': POLICY } });
      await runProgram(['redaction', 'test', '--policy', 'own.yaml', 'EMP-123456'], io, ROOT);
      expect(io.out).toBe('[REDACTED:employee]\n  employee  mask      "EMP-123456"\n');
    });

    test('and what the options name wins', async () => {
      const env = { BINNACLE_REDACTION_POLICY: 'none.yaml', BINNACLE_REDACTION_PRESET: 'strict' };
      const options = ['--policy', 'own.yaml', '--preset', 'balanced'];
      expect(await runHere({ 'own.yaml': POLICY }, env, ...options, 'EMP-123456 at 10.0.0.1')).toEqual({
        out: '[REDACTED:employee] at 10.0.0.1',
        err: '',
      });
    });
  });

  test('standard input, as JSON', async () => {
    const { out } = await run(['--json', '-'], 'mail jo@example.com\n');
    expect(JSON.parse(out)).toEqual({
      input: 'mail jo@example.com',
      output: 'mail [REDACTED:email]',
      changed: true,
      rules: [{ rule: 'email', action: 'mask', found: ['jo@example.com'] }],
    });
  });

  test.each([
    [['--as', 'xml', 'a'], 'Allowed choices are text, url'],
    [[], "missing required argument 'text'"],
  ])('%j is a fault of the user', async (args, message) => {
    const { err, exitCode } = await run(args);
    expect(err).toContain(message);
    expect(exitCode).toBe(2);
  });
});
