import { describe, expect, test } from '@jest/globals';
import { findPackageRoot } from '../../../../src/cli/package-root.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { BASE_EXAMPLE } from '../../../../src/collector/lint/base-example.ts';
import { rules } from '../../../../src/collector/lint/rules.generated.ts';
import { createTestIo } from '../../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);

const SLOW = BASE_EXAMPLE.replace('check_interval: 1s', 'check_interval: 1m');
const NOTE = BASE_EXAMPLE.replace('storage: file_storage, ', '');
const ERROR = BASE_EXAMPLE.replace('tls:', 'timeout: 5000\n    tls:');
const SLOW_FOUND =
  'processors.memory_limiter.check_interval: memory is looked at only every 60 s; 1s is recommended';

const lint = async (args: readonly string[], files: Readonly<Record<string, string>> = {}) => {
  const io = createTestIo({ files });
  await runProgram(['collector', 'lint', ...args], io, ROOT);
  return io;
};

describe('binnacle collector lint', () => {
  test('a good file', async () => {
    expect(await lint(['a.yaml'], { 'a.yaml': BASE_EXAMPLE })).toMatchObject({
      out: 'a.yaml: nothing wrong\n',
      err: '',
      exitCode: 0,
    });
  });

  test('a finding with its place', async () => {
    expect(await lint(['a.yaml'], { 'a.yaml': SLOW })).toMatchObject({
      out: `a.yaml:7:21: warning: ${SLOW_FOUND} [memory-limiter-interval]\n1 warning\n`,
      exitCode: 1,
    });
  });

  test.each<readonly [string, string, readonly string[], number]>([
    ['a note is no failure', NOTE, [], 0],
    ['a warning is one', SLOW, [], 1],
    ['unless it is allowed', SLOW, ['--max-warnings', '1'], 0],
    ['an error is one, however many warnings are', ERROR, ['--max-warnings', '9'], 1],
    ['a rule that is disabled', SLOW, ['--disable', 'yaml-octal,memory-limiter-interval'], 0],
    ['a limit that the container has', NOTE, ['--memory', '512Mi'], 0],
    ['a limit above that of the container', NOTE, ['--memory', '0.25Gi'], 1],
    ['only errors fail', SLOW, ['--fail-on', 'error'], 0],
    ['an error is one with that', ERROR, ['--fail-on', 'error'], 1],
    ['a note fails where it is to', NOTE, ['--fail-on', 'note'], 1],
    ['other rules alone', SLOW, ['--rule', 'yaml-octal'], 0],
    ['the rule alone', SLOW, ['--rule', 'memory-limiter-interval'], 1],
  ])('exit status: %s', async (_, text, args, exitCode) => {
    expect(await lint(['a.yaml', ...args], { 'a.yaml': text })).toMatchObject({ exitCode, err: '' });
  });

  test('a variable that is not set is a note, and no failure', async () => {
    const text = BASE_EXAMPLE.replace('127.0.0.1:14317', '$' + '{env:BACKEND}:4317');
    expect(await lint(['a.yaml'], { 'a.yaml': text })).toMatchObject({
      out: expect.stringMatching(
        /^a\.yaml:10:15: note: .*the variable BACKEND is not set here, so nothing is said about this value \[unset-variable\]\n1 note\n$/,
      ),
      exitCode: 0,
    });
  });

  test.each<readonly [readonly string[], boolean]>([
    [[], false],
    [['--max-warnings', '1'], true],
    [['--fail-on', 'error'], true],
  ])('--json says whether the exit status is 0: %j', async (args, ok) => {
    const { out, exitCode } = await lint(['a.yaml', '--json', ...args], { 'a.yaml': SLOW });
    expect([JSON.parse(out).ok, exitCode]).toEqual([ok, ok ? 0 : 1]);
  });

  test('--json', async () => {
    const { out } = await lint(['a.yaml', '--json'], { 'a.yaml': SLOW });
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      files: ['a.yaml'],
      problems: [{ id: 'memory-limiter-interval', severity: 'warning', file: 'a.yaml', line: 7, column: 21 }],
    });
  });

  test.each(['sarif', 'github'])('--format %s names the rule and the place', async (format) => {
    const { out } = await lint(['a.yaml', '--format', format], { 'a.yaml': SLOW });
    expect(out).toMatch(/memory-limiter-interval/);
    expect(out).toMatch(
      format === 'github' ? /file=a\.yaml,line=7,col=21/ : /"startLine":7,"startColumn":21/,
    );
  });

  test('--fix writes the file that it changes, and no other', async () => {
    const over = 'processors: { memory_limiter: { limit_mib: 500 } }\n';
    const io = await lint(['a.yaml', 'b.yaml', '--fix'], { 'a.yaml': SLOW, 'b.yaml': over });
    expect(io).toMatchObject({
      written: { 'a.yaml': BASE_EXAMPLE },
      err: 'a.yaml: fixed\n',
      out: 'a.yaml, b.yaml: nothing wrong\n',
      exitCode: 0,
    });
    expect(Object.keys(io.written)).toEqual(['a.yaml']);
  });

  test('--fix changes the configuration in an object of Kubernetes, and nothing around it', async () => {
    const inside = (text: string): string =>
      `# of the cluster\napiVersion: v1\nkind: ConfigMap\ndata:\n  a.yaml: |\n${text.replace(/^(?=.)/gm, '    ')}  b.txt: |\n    x\n---\nkind: Service\n`;
    const io = await lint(['a.yaml', '--fix'], { 'a.yaml': inside(SLOW) });
    expect(io.written).toEqual({ 'a.yaml': inside(BASE_EXAMPLE) });
    expect(io).toMatchObject({ out: 'a.yaml: nothing wrong\n', err: 'a.yaml: fixed\n', exitCode: 0 });
  });

  test('--fix keeps a byte order mark', async () => {
    const io = await lint(['a.yaml', '--fix'], { 'a.yaml': `\ufeff${SLOW}` });
    expect(io.written).toEqual({ 'a.yaml': `\ufeff${BASE_EXAMPLE}` });
  });

  test('--fix writes nothing where nothing can be fixed', async () => {
    expect((await lint(['a.yaml', '--fix'], { 'a.yaml': NOTE })).written).toEqual({});
  });

  test('--list shows every rule', async () => {
    const { out } = await lint(['--list']);
    expect(out.trimEnd().split('\n')).toHaveLength(rules.length);
    const listed = JSON.parse((await lint(['--list', '--json'])).out);
    expect(listed.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
  });

  test('--help has examples', async () => {
    expect(await lint(['--help'])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/Examples:.*--fix/s),
    });
  });

  test.each<readonly [readonly string[], Readonly<Record<string, string>>, RegExp]>([
    [['none.yaml'], {}, /none\.yaml: cannot be read/],
    [['a.yaml'], { 'a.yaml': 'a: [' }, /a\.yaml:\d+:\d+: /],
    [['a.yaml'], { 'a.yaml': '' }, /a\.yaml: is empty/],
    [['a.yaml'], { 'a.yaml': '- a' }, /a\.yaml:1:1: expected a map/],
    [['a.yaml'], { 'a.yaml': 'a: 1\na: 2' }, /a\.yaml:2:1: /],
    [[], {}, /name a file/],
    [['-', '--fix'], { '-': SLOW }, /cannot change standard input/],
    [['a.yaml', '--rule', 'yaml-octals'], { 'a.yaml': SLOW }, /did you mean "yaml-octal"/],
    [['a.yaml', '--memory', '512'], { 'a.yaml': SLOW }, /expected one such as 512Mi/],
    [['a.yaml', '--max-warnings', '-1'], { 'a.yaml': SLOW }, /no whole number/],
    [['/nowhere/a.yaml', '--fix'], { '/nowhere/a.yaml': SLOW }, /cannot be written/],
  ])('exit status 2: %j', async (args, files, message) => {
    expect(await lint(args, files)).toMatchObject({ exitCode: 2, err: expect.stringMatching(message) });
  });
});
