import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findCollector } from '../../../../src/cli/commands/collector/test/find-collector.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo } from '../../test-io.ts';

const root = { directory: join(import.meta.dirname, '../../../..'), version: '0.0.0' };
const folder = mkdtempSync(join(tmpdir(), 'binnacle-test-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (path: string): string => {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, '#!/bin/sh\n');
  chmodSync(whole, 0o755);
  return whole;
};

describe('which Collector', () => {
  const given = program('given/otelcol');
  const contrib = program('path/otelcol-contrib');
  program('path/otelcol');
  program('cache/collector-0.99.0-0123456789/otelcol');
  const cached = program('cache/collector-0.155.0-0123456789/otelcol');
  const env = { PATH: join(folder, 'path'), BINNACLE_CACHE_DIR: join(folder, 'cache') };

  test.each([
    ['the one that the command line names', given, { ...env, BINNACLE_OTELCOL: contrib }, given],
    ['the variable', undefined, { ...env, BINNACLE_OTELCOL: given }, given],
    ['the one with the most components on the PATH', undefined, env, contrib],
    ['the newest in the cache', undefined, { ...env, PATH: '' }, cached],
  ])('%s', (_title, named, own, expected) => {
    expect(findCollector(named, { env: own })).toBe(expected);
  });

  test.each([
    ['a path that is none', '/nowhere/otelcol', {}, '--collector: "/nowhere/otelcol" is no program'],
    ['a folder', folder, {}, `--collector: "${folder}" is no program`],
    [
      'a variable that is none',
      undefined,
      { BINNACLE_OTELCOL: '/nowhere/x' },
      'BINNACLE_OTELCOL: "/nowhere/x" is no program',
    ],
    [
      'none',
      undefined,
      {},
      'no Collector was found: neither otelcol-contrib, otelcol-k8s, otelcol-binnacle, otelcol on the PATH, nor BINNACLE_OTELCOL; name one with --collector PATH.',
    ],
  ])('%s is an error', (_title, named, own, message) => {
    expect(() => findCollector(named, { env: { BINNACLE_CACHE_DIR: '/nowhere', ...own } })).toThrow(message);
  });
});

describe('the command line', () => {
  const CASES = 'config: c.yaml\ncases: [{ name: one, input: [{ traces: [{ name: a }] }], expect: {} }]\n';

  const run = async (argv: readonly string[], files: Readonly<Record<string, string>>) => {
    const io = createTestIo({ files, env: { PATH: '', BINNACLE_CACHE_DIR: '/nowhere' } });
    await runProgram(['collector', 'test', ...argv], io, root);
    return { code: io.exitCode, err: io.err };
  };

  test.each([
    ['a file that is not there', ['a.yaml'], {}, 'a.yaml: cannot be read (ENOENT)\n'],
    [
      'a file with faults: all of them',
      ['a.yaml'],
      { 'a.yaml': 'config: c.yaml\ncases: [{ name: a, inputs: [] }]\n' },
      'a.yaml:2:9: a case: input is missing\na.yaml:2:20: a case: "inputs" is not known; did you mean "input"?\n',
    ],
    [
      'no case of that name',
      ['a.yaml', '--filter', 'two'],
      { 'a.yaml': CASES },
      '--filter: no case has "two" in its name; names: "one"\n',
    ],
    ['no Collector', ['a.yaml'], { 'a.yaml': CASES }, expect.stringContaining('no Collector was found')],
    [
      'a program that is no Collector',
      ['a.yaml', '--collector', program('true')],
      { 'a.yaml': CASES },
      expect.stringContaining('so this is no Collector'),
    ],
    [
      'a number that is none',
      ['a.yaml', '--jobs', '0'],
      { 'a.yaml': CASES },
      '--jobs: "0" is not accepted; expected a number from 1\n',
    ],
    [
      'a folder without cases',
      [folder],
      {},
      `${folder}: there is no file of cases, that is YAML with the key "cases"\n`,
    ],
  ])('%s', async (_title, argv, files, message) => {
    expect(await run(argv, files)).toEqual({ code: 2, err: message });
  });
});
