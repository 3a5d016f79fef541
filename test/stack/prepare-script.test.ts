import { describe, expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/core/settings/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';
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
