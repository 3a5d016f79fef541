import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { createProcessIo } from '../../src/cli/process-io.ts';
import { runProgram } from '../../src/cli/program.ts';
import { dashboardModel, dashboards } from '../../src/monitoring/index.ts';
import { RULE_DEFINITION } from '../backends/build-admission-webhook.ts';
import { optionalServer } from '../backends/optional-server.ts';
import type { RunningServer } from '../backends/start.ts';
import { startAdmissionWebhook } from '../backends/start-admission-webhook.ts';
import { type RunningKubernetes, startKubernetes } from '../backends/start-kubernetes.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';

const etcd = await optionalServer('etcd');
const apiServer = await optionalServer('kube-apiserver');
const kubectl = await optionalServer('kubectl');
const admissionWebhook = await optionalServer('admission-webhook');
const withCluster = etcd && apiServer && kubectl && admissionWebhook ? describe : describe.skip;

const NAMESPACE = 'observability';
const BAD_RULE = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'bad', namespace: NAMESPACE },
  spec: { groups: [{ name: 'bad', rules: [{ alert: 'Bad', expr: 'rate(http_requests_total)' }] }] },
};

withCluster('a cluster with the Prometheus operator', () => {
  let directory: string;
  let cluster: RunningKubernetes;
  let webhook: RunningServer;
  const file = (name: string): string => join(directory, name);
  const write = async (name: string, ...objects: readonly object[]): Promise<string> => {
    await writeFile(file(name), objects.map((object) => stringify(object)).join('---\n'));
    return file(name);
  };
  /** What `kubectl apply` says of each object, in the order of the files. */
  const apply = async (path: string): Promise<readonly string[]> =>
    (await cluster.kubectl('apply', '--validate=strict', '-f', path)).trim().split('\n');

  const exportTo = async (folder: string, ...args: readonly string[]): Promise<void> => {
    const io = { ...createProcessIo(), stdout: () => {} };
    await runProgram(
      [
        ...['monitoring', 'export', '--format', 'kubernetes', '--output', file(folder)],
        ...['--namespace', NAMESPACE, '--label', 'release=prometheus'],
        ...['--probes', shipped('prometheus/probes.yaml'), '--routing', shipped('prometheus/routing.yaml')],
        ...args,
      ],
      io,
      { directory: shipped('.'), version: '1.2.3' },
    );
  };
  const ruleNames = async (): Promise<readonly string[]> =>
    (await cluster.kubectl('get', 'prometheusrule', '-n', NAMESPACE, '-o', 'name')).trim().split('\n');

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-kubernetes-'));
    await mkdir(file('server'));
    cluster = await startKubernetes({
      binaries: { etcd: etcd ?? '', 'kube-apiserver': apiServer ?? '', kubectl: kubectl ?? '' },
      directory: file('server'),
    });
    const { server, registration } = await startAdmissionWebhook({
      binary: admissionWebhook ?? '',
      ...cluster,
    });
    webhook = server;
    await cluster.kubectl('create', '-f', join(dirname(admissionWebhook ?? ''), RULE_DEFINITION));
    await cluster.kubectl('wait', '--for=condition=Established', 'crd/prometheusrules.monitoring.coreos.com');
    await cluster.kubectl('create', 'namespace', NAMESPACE);
    await cluster.kubectl('create', '-f', await write('registration.yaml', registration));
    const bad = await write('bad.yaml', BAD_RULE);
    await waitFor(
      'the cluster asks the webhook',
      () =>
        cluster.kubectl('create', '--dry-run=server', '-f', bad).then(
          () => '',
          (error: Error) => error.message,
        ),
      (message) => message.includes('expected type range vector'),
    );
    await exportTo('k8s', '--slo', shipped('prometheus/slo.yaml'));
  }, 120_000);

  afterAll(async () => {
    await webhook?.stop();
    await cluster?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('takes every object that export writes, and a second time nothing changes', async () => {
    const first = await apply(file('k8s'));
    expect(first.filter((line) => !line.endsWith(' created'))).toEqual([]);
    const second = await apply(file('k8s'));
    expect(second).toEqual(first.map((line) => line.replace(/ created$/, ' unchanged')));
    const names = first.map((line) => line.split(' ')[0]);
    expect(names).toEqual(
      expect.arrayContaining([
        'secret/binnacle-alertmanager',
        'prometheusrule.monitoring.coreos.com/binnacle-alerts-service-overview',
        'prometheusrule.monitoring.coreos.com/binnacle-slo-storefront-inventory',
        'prometheusrule.monitoring.coreos.com/binnacle-probes-expected',
        ...dashboards.map(({ id }) => `configmap/binnacle-dashboard-${id}`),
      ]),
    );
  }, 60_000);

  test('loses the rules of an objective that was removed, and no others, as the docs say', async () => {
    const docs = await readFile(shipped('docs/monitoring.md'), 'utf8');
    const commands = docs.matchAll(/^\$ kubectl (apply (?:.*\\\n)*.*)$/gm);
    const command = [...commands].map(([, each = '']) => each).find((each) => each.includes('--prune'));
    const args = (command ?? '').replaceAll('\\\n', ' ').split(/\s+/);
    const somebodys = { ...BAD_RULE, metadata: { name: 'somebodys', namespace: NAMESPACE }, spec: {} };
    await apply(await write('somebodys.yaml', somebodys));
    await apply(file('k8s'));
    const before = await ruleNames();
    await exportTo('fewer');
    const said = await cluster.kubectl(...args.map((each) => (each === 'k8s' ? file('fewer') : each)));
    const after = await ruleNames();
    const gone = before.filter((name) => !after.includes(name));
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.filter((name) => !name.includes('/binnacle-slo-'))).toEqual([]);
    expect(after.filter((name) => name.includes('/binnacle-slo-'))).toEqual([]);
    expect(after).toContain('prometheusrule.monitoring.coreos.com/somebodys');
    expect(said.split('\n').filter((line) => line.endsWith(' pruned')).length).toBe(gone.length);
    expect(said).toMatch(/^configmap\/binnacle-dashboard-host unchanged$/m);
  }, 60_000);

  test('finds them by the label, and gives dashboards back as they are', async () => {
    const list = await cluster.kubectl(
      ...['get', 'configmap', '-o', 'json', '-n', NAMESPACE, '-l', 'release=prometheus,grafana_dashboard=1'],
    );
    const items: { readonly data: Readonly<Record<string, string>> }[] = JSON.parse(list).items;
    const texts = Object.fromEntries(items.flatMap(({ data }) => Object.entries(data)));
    expect(texts).toEqual(
      Object.fromEntries(
        dashboards.map((one) => [`${one.id}.json`, JSON.stringify(dashboardModel(one, 'estimated'))]),
      ),
    );
  }, 60_000);
});
