import { expect, test } from '@jest/globals';
import { run } from '../backends/run.ts';
import { shipped } from '../integration/stack-files.ts';

test.each(['0.0.0.0', '10.0.0.7', '::', '1270.0.0.1', 'telemetry.example'])(
  'a stack without TLS does not start for %s, and says what would',
  async (address) => {
    const env = { BINNACLE_BIND_ADDRESS: address, OWNER: 'nobody' };
    await expect(run('sh', [shipped('deploy/prepare.sh')], { env })).rejects.toThrow(
      /stays on loopback.*binnacle up --secure, or docker-compose\.secure\.yml/s,
    );
  },
);
