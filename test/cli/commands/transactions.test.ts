import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../../../src/cli/program.ts';
import { createTestIo } from '../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };

const run = async (args: readonly string[], files: Readonly<Record<string, string>> = {}) => {
  const io = createTestIo({ files, env: {} });
  await runProgram(args, io, ROOT);
  return { out: io.out, err: io.err, exitCode: io.exitCode };
};

describe('binnacle transactions ddl', () => {
  test('prints what makes the table', async () => {
    const { out, err, exitCode } = await run(['transactions', 'ddl']);
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    expect(out).toMatch(/^CREATE TABLE IF NOT EXISTS "binnacle_transactions" \(/);
    expect(out.match(/CREATE INDEX IF NOT EXISTS/g)).toHaveLength(2);
  });

  test('in a schema', async () => {
    const { out } = await run(['transactions', 'ddl', '--table', 'audit.transactions']);
    expect(out).toContain('"audit"."transactions"');
  });

  test('refuses what is no name of a table', async () => {
    expect(await run(['transactions', 'ddl', '--table', 'a; DROP TABLE b'])).toEqual({
      out: '',
      err: '--table: "a; DROP TABLE b" is no name of a table; expected letters, digits and _, with or without a schema, such as binnacle_transactions\n',
      exitCode: 2,
    });
  });
});

describe('binnacle config check, of transactions', () => {
  test('a good file, by its name', async () => {
    const files = { 'transactions.yaml': 'transactions: { checkout: { sla: 2s }, signup: {} }\n' };
    expect(await run(['config', 'check', 'transactions.yaml'], files)).toEqual({
      out: 'transactions.yaml: good (2 business transactions)\n',
      err: '',
      exitCode: 0,
    });
  });

  test('every fault of a bad one, by the flag, as JSON', async () => {
    const files = { 'sla.yaml': 'transactions:\n  checkout: { sla: 2, owner: "" }\n  pay: { step: [a] }\n' };
    const { out, exitCode } = await run(['config', 'check', '--transactions', '--json', 'sla.yaml'], files);
    expect(exitCode).toBe(2);
    const { ok, errors } = JSON.parse(out) as { ok: boolean; errors: { line: number; column: number }[] };
    expect(ok).toBe(false);
    expect(errors.map(({ line, column }) => `${line}:${column}`)).toEqual(['2:20', '2:30', '3:10']);
  });
});
