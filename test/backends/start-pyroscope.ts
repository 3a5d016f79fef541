import { join } from 'node:path';
import { freePorts } from './ports.ts';
import { answers, type RunningServer, startServer } from './start.ts';

export interface PyroscopeOptions {
  readonly binary: string;
  readonly directory: string;
  readonly args?: readonly string[];
}

/** Rings of parts that live in one process, beside that of the ingester, whose options have other names. */
const RINGS = [
  'distributor.ring',
  'compactor.ring',
  'overrides-exporter.ring',
  'query-scheduler.ring',
  'store-gateway.sharding-ring',
];

/** All of Pyroscope in one process, with its limits as they are; it tells nobody of itself, itself included. */
export const startPyroscope = async ({
  binary,
  directory,
  args = [],
}: PyroscopeOptions): Promise<RunningServer> => {
  const [port = 0, grpcPort = 0, gossipPort = 0] = await freePorts(3);
  const folder = (name: string): string => join(directory, name);
  const url = `http://127.0.0.1:${port}`;
  return startServer({
    name: 'Pyroscope',
    command: binary,
    args: [
      '-target=all',
      '-usage-stats.enabled=false',
      '-tracing.enabled=false',
      '-self-profiling.disable-push',
      '-server.http-listen-address=127.0.0.1',
      `-server.http-listen-port=${port}`,
      '-server.grpc-listen-address=127.0.0.1',
      `-server.grpc-listen-port=${grpcPort}`,
      '-memberlist.bind-addr=127.0.0.1',
      `-memberlist.bind-port=${gossipPort}`,
      '-ring.store=inmemory',
      '-ingester.lifecycler.addr=127.0.0.1',
      '-ingester.min-ready-duration=0s',
      '-query-frontend.instance-addr=127.0.0.1',
      ...RINGS.flatMap((ring) => [`-${ring}.store=inmemory`, `-${ring}.instance-addr=127.0.0.1`]),
      '-storage.backend=filesystem',
      `-storage.filesystem.dir=${folder('shared')}`,
      `-pyroscopedb.data-path=${folder('data')}`,
      `-blocks-storage.bucket-store.sync-dir=${folder('sync')}`,
      `-compactor.data-dir=${folder('compactor')}`,
      ...args,
    ],
    cwd: directory,
    url,
    ready: answers(`${url}/ready`),
    timeoutMillis: 60_000,
  });
};
