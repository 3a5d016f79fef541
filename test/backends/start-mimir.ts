import { join } from 'node:path';
import { freePorts } from './ports.ts';
import { answers, type RunningServer, startServer } from './start.ts';

export interface MimirOptions {
  readonly binary: string;
  readonly directory: string;
  /** Where its ruler tells of alerts. */
  readonly alertmanager: string;
  readonly args?: readonly string[];
}

/** Rings of parts that live in one process. */
const RINGS = [
  'compactor.ring',
  'distributor.ring',
  'ingester.ring',
  'querier.ring',
  'query-scheduler.ring',
  'ruler.ring',
  'store-gateway.sharding-ring',
];

/** All of Mimir in one process, with its limits as they are, and every tenant apart. */
export const startMimir = async ({
  binary,
  directory,
  alertmanager,
  args = [],
}: MimirOptions): Promise<RunningServer> => {
  const [port = 0, grpcPort = 0, gossipPort = 0] = await freePorts(3);
  const folder = (name: string): string => join(directory, name);
  const url = `http://127.0.0.1:${port}`;
  return startServer({
    name: 'Mimir',
    command: binary,
    args: [
      '-target=all',
      '-usage-stats.enabled=false',
      `-activity-tracker.filepath=${folder('activity')}`,
      '-query-frontend.instance-addr=127.0.0.1',
      '-server.http-listen-address=127.0.0.1',
      `-server.http-listen-port=${port}`,
      '-server.grpc-listen-address=127.0.0.1',
      `-server.grpc-listen-port=${grpcPort}`,
      '-memberlist.bind-addr=127.0.0.1',
      `-memberlist.bind-port=${gossipPort}`,
      ...RINGS.flatMap((ring) => [`-${ring}.store=inmemory`, `-${ring}.instance-addr=127.0.0.1`]),
      '-ingester.ring.replication-factor=1',
      '-store-gateway.sharding-ring.replication-factor=1',
      '-ingester.ring.min-ready-duration=0s',
      '-blocks-storage.backend=filesystem',
      `-blocks-storage.filesystem.dir=${folder('blocks')}`,
      `-blocks-storage.tsdb.dir=${folder('tsdb')}`,
      `-blocks-storage.bucket-store.sync-dir=${folder('sync')}`,
      `-compactor.data-dir=${folder('compactor')}`,
      '-ruler-storage.backend=filesystem',
      `-ruler-storage.filesystem.dir=${folder('rules')}`,
      `-ruler.rule-path=${folder('ruler')}`,
      `-ruler.alertmanager-url=${alertmanager}`,
      '-ruler.poll-interval=1s',
      ...args,
    ],
    cwd: directory,
    url,
    ready: answers(`${url}/ready`),
    timeoutMillis: 60_000,
  });
};
