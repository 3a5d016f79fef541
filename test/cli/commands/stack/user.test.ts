import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { prepareStack } from '../../../../src/cli/commands/stack/prepare.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'binnacle-users-'));
  prepareStack({ directory });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const user = async (...argv: string[]): Promise<TestIo> => {
  const io = createTestIo();
  await runProgram(['stack', 'user', '--directory', directory, ...argv], io, {
    directory: '/package',
    version: '1',
  });
  return io;
};
const list = async (): Promise<unknown> => JSON.parse((await user('--json')).out);
const stored = (): string =>
  ['readers', 'writers'].map((file) => readFileSync(join(directory, 'proxy', file), 'utf8')).join('');

test('adds, changes, lists and removes', async () => {
  const added = await user('ada', '--role', 'editor');
  expect(added).toMatchObject({ exitCode: 0, err: 'the password of ada, editor; it is not shown again\n' });
  expect(added.out).toMatch(/^[\w-]{32}\n$/);
  expect(stored()).not.toContain(added.out.trim());
  expect((await user()).out).toBe('operator  editor\nada  editor\n');

  const again = await user('ada', '--json');
  expect(JSON.parse(again.out)).toEqual({
    name: 'ada',
    role: 'viewer',
    password: expect.not.stringMatching(added.out.trim()),
  });
  expect(await list()).toEqual([
    { name: 'operator', role: 'editor' },
    { name: 'ada', role: 'viewer' },
  ]);

  expect(await user('ada', '--remove')).toMatchObject({ exitCode: 0, out: 'ada is removed\n' });
  expect(await list()).toEqual([{ name: 'operator', role: 'editor' }]);
  expect(await user('ada', '--remove')).toMatchObject({
    exitCode: 1,
    err: 'there is no user ada\n',
    out: '',
  });
});

test('certificates leave the users as they are', async () => {
  await user('ada');
  const before = stored();
  prepareStack({ directory, renew: true });
  expect(stored()).toBe(before);
});

test.each([
  [['a:b'], /letters, digits and/],
  [['x\ny'], /letters, digits and/],
  [['-'], /letters, digits and|unknown option/],
  [['ada', '--role', 'admin'], /Allowed choices are viewer, editor/],
  [['--remove'], /--remove needs the name of a user/],
  [['ada', '--directory', '/nowhere/stack'], /stack\/proxy: is not there; `binnacle stack certs/],
] as const)('%j: exit status 2', async (argv, err) => {
  expect(await user(...argv)).toMatchObject({ exitCode: 2, err: expect.stringMatching(err), out: '' });
});
