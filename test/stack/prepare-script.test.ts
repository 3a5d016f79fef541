import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/core/settings/index.ts';
import { findCommand } from '../backends/find-command.ts';
import { requireServer } from '../backends/find-server.ts';
import { run, succeeds } from '../backends/run.ts';
import { shipped } from '../integration/stack-files.ts';
import { composeServices } from '../monitoring/compose-services.ts';

test.each(['0.0.0.0', '10.0.0.7', '::', '1270.0.0.1', 'telemetry.example'])(
  'a stack without TLS does not start for %s, and says what would',
  async (address) => {
    const env = { BINNACLE_BIND_ADDRESS: address, OWNER: 'nobody' };
    await expect(run('sh', [shipped('deploy/prepare.sh')], { env })).rejects.toThrow(
      /stays on loopback.*binnacle up --secure, or docker-compose\.secure\.yml/s,
    );
  },
);

const RETENTION = [
  SETTINGS.metricsRetentionDays,
  SETTINGS.tracesRetentionDays,
  SETTINGS.logsRetentionDays,
  SETTINGS.auditRetentionDays,
  SETTINGS.highResolutionRetentionHours,
].map(({ name, type }) => ({ name, most: Number(/ to (\d+)$/.exec(type.accepts)?.[1]) }));

describe.each(RETENTION)('$name', ({ name, most }) => {
  const prepare = (value: string): Promise<string> =>
    run('sh', [shipped('deploy/prepare.sh')], { env: { [name]: value, OWNER: 'nobody' } });

  test.each(['0', '-1', '1.5', '7d', '07', ' 7', String(most + 1), '9'.repeat(30)])(
    'a stack does not start with %j, and says what would be right',
    async (value) => {
      await expect(prepare(value)).rejects.toThrow(
        `${name}=${value} is not accepted; expected a whole number from 1 to ${most}`,
      );
    },
  );

  // There are no volumes here, so that it ends with them.
  test.each(['', '1', '400', String(most)])('%j is taken', async (value) => {
    await expect(prepare(value)).rejects.toThrow('/volumes/*');
  });
});

const compose = await requireServer('docker-compose');
(compose ? test : test.skip)('the compose file hands it what is set', async () => {
  const env = Object.fromEntries(RETENTION.map(({ name }, index) => [name, String(index + 2)]));
  const { prepare } = await composeServices(compose ?? '', env);
  expect(prepare?.environment).toMatchObject(env);
});

/** Only root makes a file append-only, and not every file system can. */
const canGrowOnly = async (): Promise<boolean> => {
  if (process.getuid?.() !== 0) return false;
  for (const command of ['chattr', 'setpriv']) if (!(await findCommand(command))) return false;
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-attribute-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  try {
    return (await succeeds('chattr', ['+a', file])) && (await succeeds('chattr', ['-a', file]));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

((await canGrowOnly()) ? describe : describe.skip)('the audit log', () => {
  const OWNER = '65534:65534';
  let root = '';
  let log = '';
  let script = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'binnacle-prepare-'));
    chmodSync(root, 0o755);
    log = join(root, 'audit/audit.log');
    for (const folder of ['volumes/one', 'audit', 'alertmanager-secrets', 'given-secrets'])
      mkdirSync(join(root, folder), { recursive: true });
    script = join(root, 'prepare.sh');
    // The folders of the container are those of this test.
    const shippedText = readFileSync(shipped('deploy/prepare.sh'), 'utf8');
    writeFileSync(
      script,
      shippedText.replace(
        /(^|[ "=>])\/(audit|volumes|alertmanager-secrets|given-secrets)\b/gm,
        (_, before, folder) => `${before}${join(root, folder)}`,
      ),
    );
  });
  afterEach(async () => {
    await succeeds('chattr', ['-a', log]);
    rmSync(root, { recursive: true, force: true });
  });

  const asOwner = (command: string): Promise<boolean> =>
    succeeds('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', 'sh', '-c', command]);

  test('grows, and neither its owner nor root can shorten or remove it', async () => {
    await run('sh', [script], { env: { OWNER } });
    expect(await asOwner(`echo one >> ${log}`)).toBe(true);
    appendFileSync(log, 'two\n');
    for (const command of [`: > ${log}`, `rm -f ${log}`, `mv ${log} ${log}.old`, `chattr -a ${log}`])
      expect([command, await asOwner(command)]).toEqual([command, false]);
    expect(() => truncateSync(log)).toThrow(/EPERM/);
    expect(() => writeFileSync(log, 'x')).toThrow(/EPERM/);
    expect(() => rmSync(log)).toThrow(/EPERM/);
    await run('sh', [script], { env: { OWNER } });
    expect(() => truncateSync(log)).toThrow(/EPERM/);
    expect(readFileSync(log, 'utf8')).toBe('one\ntwo\n');
  });

  test('needs the attribute, unless somebody says that it goes without', async () => {
    const commands = join(root, 'commands');
    mkdirSync(commands);
    // As on a file system without it.
    writeFileSync(join(commands, 'chattr'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const env = { OWNER, PATH: `${commands}:${process.env.PATH}` };
    await expect(run('sh', [script], { env })).rejects.toThrow(
      /cannot be made append-only.*BINNACLE_AUDIT_PLAIN=true/,
    );
    await run('sh', [script], { env: { ...env, BINNACLE_AUDIT_PLAIN: 'true' } });
  });
});
