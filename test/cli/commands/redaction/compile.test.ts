import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runProgram } from '../../../../src/cli/program.ts';
import { effectivePolicy } from '../../../../src/core/redaction/effective-policy.ts';
import { ruleFacts } from '../../../../src/core/redaction/rule-facts.generated.ts';
import { createTestIo } from '../../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };
const read = (name: string) =>
  parse(readFileSync(join(import.meta.dirname, '../../../../collector', name), 'utf8'));
const shipped = read('collector.yaml');

const compile = async (...args: readonly string[]) => {
  const io = createTestIo();
  await runProgram(['redaction', 'compile', ...args], io, ROOT);
  return io;
};

describe('binnacle redaction compile', () => {
  test('gives the processors that the shipped configuration has, in the order of its pipelines', async () => {
    const { out, exitCode } = await compile('--to', 'collector');
    expect(exitCode).toBe(0);
    expect(parse(out)).toEqual(read('redaction.yaml'));
    for (const signal of ['traces', 'metrics', 'logs']) {
      const [first, ...order] = shipped.service.pipelines[signal].processors;
      expect(first).toBe('memory_limiter');
      expect(out).toContain(`# ${signal}: [${order.join(', ')}]\n`);
    }
  });

  test('says on standard error what the Collector does not do, by rule', async () => {
    const { err } = await compile('--to', 'collector');
    for (const [id, { collector }] of Object.entries(ruleFacts))
      if (collector.remains && effectivePolicy({}).actions[id] !== 'keep')
        expect(err).toMatch(new RegExp(`^ {2}${id} +\\S.*$`, 'm'));
    expect(err).toContain('span links');
    expect(err).toContain('exemplars');
  });

  test('writes a file', async () => {
    const { out, written, err } = await compile('--to', 'collector', '--output', 'redaction.yaml');
    expect(out).toBe('');
    expect(err).not.toBe('');
    expect(Object.keys(parse(written['redaction.yaml'] ?? ''))).toEqual(['processors']);
  });

  test('gives the same as one line of JSON', async () => {
    const { out, err } = await compile('--to', 'collector', '--json');
    expect(err).toBe('');
    expect(out).toMatch(/^[^\n]*\n$/);
    const { memory_limiter: _, ...processors } = shipped.processors;
    const result = JSON.parse(out);
    expect(result).toMatchObject({ to: 'collector', output: null, processors });
    expect(result.pipelines.logs).toEqual(shipped.service.pipelines.logs.processors.slice(1));
    const cards = result.remains.filter(({ rule }: { rule: string }) => rule === 'payment-card');
    expect(cards).toEqual([{ rule: 'payment-card', what: ruleFacts['payment-card']?.collector.remains }]);
  });

  test('reads a policy file, and says every fault of one with its place', async () => {
    const files = { 'good.yaml': 'rules: { email: keep }\n', 'bad.yaml': 'preset: lax\nrulez: {}\n' };
    const good = createTestIo({ files });
    await runProgram(['redaction', 'compile', '--to', 'collector', '--policy', 'good.yaml'], good, ROOT);
    expect(good.exitCode).toBe(0);
    expect(good.out).not.toContain('[REDACTED:email]');
    const bad = createTestIo({ files });
    await runProgram(['redaction', 'compile', '--to', 'collector', '--policy', 'bad.yaml'], bad, ROOT);
    expect(bad).toMatchObject({ exitCode: 2, out: '' });
    expect(bad.err).toMatch(/^bad\.yaml:1:9: .*\nbad\.yaml:2:1: .*\n$/);
  });

  test.each([
    [[], '--to'],
    [['--to', 'fluentd'], 'Allowed choices are collector'],
    [['--to', 'collector', '--preset', 'lax'], 'Allowed choices are'],
    [['--to', 'collector', '--output', '/nowhere/x.yaml'], '/nowhere/x.yaml: cannot be written (ENOENT)'],
  ])('%j is a fault of the command line', async (args, message) => {
    const { err, exitCode } = await compile(...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});
