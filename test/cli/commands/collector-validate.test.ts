// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findPackageRoot } from '../../../src/cli/package-root.ts';
import { runProgram } from '../../../src/cli/program.ts';
import { createTestIo } from '../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);
const GOOD = `receivers: { otlp: { protocols: { grpc: } } }
exporters: { debug: }
service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`;
const BAD = GOOD.replace('debug: }', 'debug: { verbose: true } }').replace('[otlp]', '[otpl]');

const validate = async (
  args: readonly string[],
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) => {
  const io = createTestIo({ files, env });
  await runProgram(['collector', 'validate', ...args], io, ROOT);
  return { out: io.out, err: io.err, exitCode: io.exitCode };
};

const FIRST = 'exporters.debug: "verbose" is not known; did you mean "verbosity"?';
const SECOND =
  'service.pipelines.traces.receivers: "otpl" is not configured as receiver; did you mean "otlp"?';

describe('binnacle collector validate', () => {
  test('a good file', async () => {
    expect(await validate(['a.yaml'], { 'a.yaml': GOOD })).toEqual({
      out: 'a.yaml: nothing wrong\n',
      err: '',
      exitCode: 0,
    });
  });

  test('every problem, each at its place', async () => {
    expect(await validate(['a.yaml'], { 'a.yaml': BAD })).toEqual({
      out: `a.yaml:2:23: error: ${FIRST} [unknown-key]\na.yaml:3:47: error: ${SECOND} [dangling-reference]\n2 errors\n`,
      err: '',
      exitCode: 1,
    });
  });

  test('as JSON, from standard input', async () => {
    const { out, exitCode } = await validate(['--format', 'json', '-'], { '-': BAD });
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      files: ['<stdin>'],
      problems: [
        {
          id: 'unknown-key',
          severity: 'error',
          file: '<stdin>',
          line: 2,
          column: 23,
          path: 'exporters.debug',
          message: FIRST,
        },
        { id: 'dangling-reference', line: 3, column: 47 },
      ],
    });
  });

  test('--json is --format json', async () => {
    const files = { 'a.yaml': BAD };
    expect(await validate(['--json', 'a.yaml'], files)).toEqual(
      await validate(['--format', 'json', 'a.yaml'], files),
    );
  });

  test('as SARIF, with what its schema requires', async () => {
    const { out } = await validate(['--format', 'sarif', 'a.yaml'], { 'a.yaml': BAD });
    const report = JSON.parse(out);
    expect(report).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'binnacle' } } }] });
    const [{ results, tool }] = report.runs;
    expect(tool.driver.rules).toEqual([{ id: 'unknown-key' }, { id: 'dangling-reference' }]);
    expect(results[0]).toEqual({
      ruleId: 'unknown-key',
      level: 'error',
      message: { text: FIRST },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a.yaml' },
            region: { startLine: 2, startColumn: 23 },
          },
        },
      ],
    });
  });

  test('as workflow commands of GitHub', async () => {
    const { out } = await validate(['--format', 'github', 'a.yaml'], { 'a.yaml': BAD });
    expect(out).toBe(
      `::error file=a.yaml,line=2,col=23,title=unknown-key::${FIRST}\n::error file=a.yaml,line=3,col=47,title=dangling-reference::${SECOND}\n`,
    );
  });

  test('a later file is laid over an earlier one, and its values are shown as its own', async () => {
    const over = 'exporters:\n  debug: { verbosity: loud }\n';
    const { out } = await validate(['a.yaml', 'b.yaml'], { 'a.yaml': GOOD, 'b.yaml': over });
    expect(out).toContain('b.yaml:2:23: error: exporters.debug.verbosity: "loud" is not accepted');
  });

  test('variables come from the environment; one that is not set is a warning', async () => {
    const text = GOOD.replace('debug: }', 'debug: { verbosity: "${env:LEVEL}" } }');
    expect(await validate(['a.yaml'], { 'a.yaml': text }, { LEVEL: 'detailed' })).toMatchObject({
      exitCode: 0,
    });
    const { out, exitCode } = await validate(['a.yaml'], {
      'a.yaml': text.replace('verbosity', 'sampling_initial'),
    });
    expect(exitCode).toBe(0);
    expect(out).toContain('a.yaml:2:41: warning: ${env:LEVEL}: the variable LEVEL is not set');
  });

  test('a component without schema is a note, or an error', async () => {
    const text = GOOD.replaceAll('debug', 'vendor');
    expect(await validate(['a.yaml'], { 'a.yaml': text })).toMatchObject({ exitCode: 0 });
    const strict = await validate(['--unknown-components', 'error', 'a.yaml'], { 'a.yaml': text });
    expect(strict.exitCode).toBe(1);
    expect(strict.out).toContain('a.yaml:2:14: error: exporters.vendor: no schema of "vendor"');
  });

  test.each([
    ['a file that is not there', ['no.yaml'], {}, 'no.yaml: cannot be read (ENOENT)'],
    ['a binary file', ['a.yaml'], { 'a.yaml': 'a\0b' }, 'a.yaml: is not a text in UTF-8'],
    ['not UTF-8', ['a.yaml'], { 'a.yaml': 'a: \ufffd' }, 'a.yaml: is not a text in UTF-8'],
    [
      'a huge file',
      ['a.yaml'],
      { 'a.yaml': 'x'.repeat(2_000_001) },
      'a.yaml: is longer than 2000000 characters',
    ],
    ['a format that is none', ['--format', 'xml', 'a.yaml'], { 'a.yaml': GOOD }, "argument 'xml' is invalid"],
    [
      'a version without schema',
      ['--collector-version', '0.1.0', 'a.yaml'],
      { 'a.yaml': GOOD },
      'no schema of the Collector 0.1.0',
    ],
  ])('%s ends with status 2', async (_, args, files, message) => {
    const { out, err, exitCode } = await validate(args, files as Record<string, string>);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });

  test('--help says what it does', async () => {
    const { out, exitCode } = await validate(['--help'], {});
    expect(exitCode).toBe(0);
    for (const word of ['--format', '--collector-version', '--unknown-components', 'Exit status'])
      expect(out).toContain(word);
  });

  test('a byte order mark is no fault', async () => {
    expect(await validate(['a.yaml'], { 'a.yaml': `\ufeff${GOOD}` })).toMatchObject({ exitCode: 0 });
  });
});

test('the path of the root is that of this package', () =>
  expect(ROOT.directory).toBe(join(import.meta.dirname, '../../..')));
