import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { runProgram } from '../../../../src/cli/program.ts';
import { startPostgres } from '../../../node/servers/start-postgres.ts';
import { createTestIo, type TestIoOptions } from '../../test-io.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const withPostgres = server ? describe : describe.skip;
const url = `postgresql://reader@127.0.0.1:${server?.port}/postgres`;

const run = async (args: readonly string[], options: TestIoOptions = {}) => {
  const io = createTestIo(options);
  await runProgram(['database', 'explain', ...args], io, { directory: '/', version: '0.0.0' });
  return io;
};

beforeAll(async () => {
  if (!server) return;
  const client = new pg.Client({ connectionString: url.replace('reader', 'app') });
  await client.connect();
  await client.query(`CREATE TABLE orders AS SELECT i AS id, i % 5000 AS customer FROM generate_series(1, 20000) i;
    ALTER TABLE orders ADD PRIMARY KEY (id); ANALYZE orders;
    CREATE ROLE reader LOGIN; GRANT SELECT ON orders TO reader;`);
  await client.end();
});

withPostgres('binnacle database explain', () => {
  test('says what is wrong, and which index to try', async () => {
    const io = await run(['--url', url, 'SELECT * FROM orders WHERE customer = 77']);
    expect(io.exitCode).toBe(1);
    expect(io.out).toBe(
      [
        'Seq Scan on public.orders orders rows=4 filter: (orders.customer = ?)',
        '',
        'sequential_scan: all 20,000 rows of public.orders are read for those with (orders.customer = ?)',
        '  CREATE INDEX CONCURRENTLY ON public.orders (customer);',
        '',
      ].join('\n'),
    );
  });

  test('says that nothing is wrong, of a file, with the URL of the environment', async () => {
    const io = await run(['--file', 'one.sql'], {
      files: { 'one.sql': 'SELECT * FROM orders WHERE id = $1;\n' },
      env: { BINNACLE_EXPLAIN_URLS: url },
    });
    expect([io.exitCode, io.out]).toEqual([0, expect.stringMatching(/^Index Scan .*\n\nno fault\n$/)]);
  });

  test('answers with JSON', async () => {
    const io = await run(['--url', url, '--json', '--analyze', 'SELECT * FROM orders WHERE customer = 1']);
    expect(JSON.parse(io.out)).toMatchObject({
      system: 'postgresql',
      plan: expect.stringContaining('actual=4'),
      findings: [{ kind: 'sequential_scan' }],
    });
  });

  test.each<[what: string, args: readonly string[], told: RegExp]>([
    ['a write', ['--url', url, 'DELETE FROM orders'], /only reads are explained/],
    ['a table that is not there', ['--url', url, 'SELECT hunter2 FROM nowhere'], /EXPLAIN failed \(42P01\)/],
    ['no statement', ['--url', url], /give one statement/],
    ['a file that is not there', ['--url', url, '--file', 'gone.sql'], /gone\.sql/],
    ['no URL', ['SELECT 1'], /BINNACLE_EXPLAIN_URLS/],
    ['another database', ['--url', 'redis://localhost/0', 'SELECT 1'], /expected a URL such as/],
    ['no server', ['--url', 'postgresql://a@127.0.0.1:1/b', 'SELECT 1'], /ECONNREFUSED/],
    ['a timeout that is none', ['--url', url, '--timeout', 'x', 'SELECT 1'], /whole number/],
  ])('%s: exit status 2', async (_, args, told) => {
    const io = await run(args);
    expect([io.exitCode, io.err]).toEqual([2, expect.stringMatching(told)]);
    expect(io.err).not.toContain('hunter2');
  });
});
