import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NODE_EXPORTER } from '../../src/monitoring/catalogue/node-exporter.ts';
import { requireCommand } from '../backends/find-command.ts';
import { freePort } from '../backends/ports.ts';
import { answers, type RunningServer, startServer } from '../backends/start.ts';

const command = await requireCommand('prometheus-node-exporter');
const withExporter = command ? describe : describe.skip;

withExporter('the real node-exporter', () => {
  let server: RunningServer;
  let lines: readonly string[];
  beforeAll(async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    server = await startServer({
      name: 'node-exporter',
      command: command ?? '',
      args: [`--web.listen-address=${new URL(url).host}`],
      url,
      ready: answers(`${url}/metrics`),
    });
    lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  });
  afterAll(() => server?.stop());

  test.each(Object.values(NODE_EXPORTER))(
    'has $prometheusName with its labels',
    ({ prometheusName, labels }) => {
      const line = lines.find((text) => new RegExp(`^${prometheusName}[{ ]`).test(text)) ?? 'no such metric';
      const seen = [...line.matchAll(/(\w+)="/g)].map(([, label]) => label);
      // Prometheus adds the others when it scrapes.
      expect(seen).toEqual(labels.filter((label) => label !== 'job' && label !== 'instance'));
    },
  );

  test('the catalogue has the right types', () => {
    for (const { prometheusName, type } of Object.values(NODE_EXPORTER))
      expect(lines).toContain(`# TYPE ${prometheusName} ${type}`);
  });
});
