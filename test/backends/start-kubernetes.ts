import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts, freePorts } from './ports.ts';
import { run, succeeds } from './run.ts';
import { type RunningServer, startServer } from './start.ts';

export interface KubernetesOptions {
  readonly binaries: Readonly<Record<'etcd' | 'kube-apiserver' | 'kubectl', string>>;
  readonly directory: string;
}

export interface RunningKubernetes {
  /** Its own certificate, which is also the authority that signed it, and the key. Both are for 127.0.0.1. */
  readonly certificate: string;
  readonly key: string;
  /** Runs `kubectl` and returns what it printed. */
  kubectl(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const TOKEN = 'token-of-a-test';

const startEtcd = (
  command: string,
  dataDir: string,
  port: number,
  peerPort: number,
): Promise<RunningServer> => {
  const [client, peer] = [port, peerPort].map((each) => `http://127.0.0.1:${each}`);
  const args = [
    `--data-dir=${dataDir}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    // Nothing has to outlive the test.
    '--unsafe-no-fsync',
  ];
  return startServer({ name: 'etcd', command, args, ready: () => accepts(port) });
};

/** An API server with its store: objects are checked, kept and given back, and nothing runs. */
export const startKubernetes = async ({
  binaries,
  directory,
}: KubernetesOptions): Promise<RunningKubernetes> => {
  const file = (name: string): string => join(directory, name);
  const [port = 0, etcdPort = 0, peerPort = 0] = await freePorts(3);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(file('accounts.key'), privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
  await writeFile(file('tokens.csv'), `${TOKEN},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const certificate = file('certificates/apiserver.crt');
  const access = [
    `--server=https://127.0.0.1:${port}`,
    `--certificate-authority=${certificate}`,
    `--token=${TOKEN}`,
    `--cache-dir=${file('cache')}`,
  ];
  // No configuration of the person who runs the test.
  const env = { KUBECONFIG: file('no-kubeconfig') };
  const kubectl = (...args: readonly string[]) => run(binaries.kubectl, [...access, ...args], { env });

  const etcd = await startEtcd(binaries.etcd, file('etcd'), etcdPort, peerPort);
  const server = await startServer({
    name: 'kube-apiserver',
    command: binaries['kube-apiserver'],
    args: [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${file('certificates')}`,
      `--token-auth-file=${file('tokens.csv')}`,
      `--service-account-key-file=${file('accounts.key')}`,
      `--service-account-signing-key-file=${file('accounts.key')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.0.0.0/24',
      '--authorization-mode=AlwaysAllow',
      // No controller makes the accounts that this asks for.
      '--disable-admission-plugins=ServiceAccount',
    ],
    ready: async () =>
      (await accepts(port)) && succeeds(binaries.kubectl, [...access, 'get', '--raw', '/readyz'], { env }),
    timeoutMillis: 60_000,
  }).catch(async (error: unknown) => {
    await etcd.stop();
    throw error;
  });
  return {
    certificate,
    key: file('certificates/apiserver.key'),
    kubectl,
    stop: async () => {
      await server.stop();
      await etcd.stop();
    },
  };
};
