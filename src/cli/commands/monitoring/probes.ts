import { Command } from 'commander';
import { type Io, UsageError } from '../../io.ts';
import { createStyle } from '../../style.ts';
import { readProbes } from '../probe/read-probes.ts';
import { writeOutput } from './output.ts';

const NOTES = `
Writes for a file of probes: blackbox.yml for blackbox-exporter, scrapes/probes.yaml for scrape_config_files of Prometheus,
and rules/probes-expected.yaml, by which the alerts know what is too slow or too late. Files that are there are replaced.
Exit status: 0, 1 where the file of probes has a fault, 2 where it cannot be read, a file cannot be written or the command
line is wrong.

A file of probes:
  defaults: { interval: 30s, timeout: 5s, slow: 1s, owner: platform }
  probes:
    - id: shop-home
      owner: shop                   # the label team of its alerts
      http: { url: https://shop.example/, status: [200], body: "Welcome" }
    - id: database
      tcp: { address: db.example:5432 }   # tls: true looks at the certificate
    - id: names
      dns: { server: 10.0.0.53, name: shop.example, type: A }
    - id: gateway
      icmp: { host: 10.0.0.1 }
  heartbeats:
    - id: nightly-backup            # says "binnacle heartbeat nightly-backup"
      every: 24h
      grace: 1h

Examples:
  $ binnacle monitoring probes probes.yaml --check
  $ binnacle monitoring probes probes.yaml --output monitoring --exporter blackbox-exporter:9115
  $ binnacle monitoring probes probes.yaml --output deploy/secure --tls /etc/binnacle   # of the secured stack
`;

interface ProbesOptions {
  readonly output?: string;
  readonly exporter: string;
  readonly tls?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

const run = async (file: string, options: ProbesOptions, io: Io): Promise<void> => {
  const { output, exporter, tls, check = false, json = false } = options;
  if (check === (output !== undefined))
    throw new UsageError('expected one of --output <folder>, which writes, and --check, which only looks');
  const probes = await readProbes(file, io, json);
  if (!probes) return;
  const { probeFiles, targetOf } = await import('../../../monitoring/index.ts');
  const files = probeFiles(probes, { exporter, tls, by: 'binnacle monitoring probes' });
  const paths = output === undefined ? [] : writeOutput(output, files, io);
  if (json) {
    io.stdout(`${JSON.stringify({ file, ok: true, faults: [], ...probes, files: paths })}\n`);
    return;
  }
  const { bold } = createStyle(io);
  for (const probe of probes.probes)
    io.stdout(
      `${bold(probe.id)}  ${probe.kind} ${targetOf(probe)} every ${probe.intervalSeconds} s, ${probe.owner}\n`,
    );
  for (const { id, everySeconds, graceSeconds, owner } of probes.heartbeats)
    io.stdout(`${bold(id)}  reports every ${everySeconds} s, ${graceSeconds} s later is late, ${owner}\n`);
  if (output !== undefined) io.stdout(`${paths.length} files in ${output}\n`);
};

/** `binnacle monitoring probes`: what Prometheus and blackbox-exporter need for a file of probes. */
export const createProbesCommand = (io: Io): Command =>
  new Command('probes')
    .description('write the configuration of probes and heartbeats from a file')
    .argument('<file>', 'the file of probes, YAML or JSON; - reads standard input')
    .option('--output <folder>', 'where to write; folders that are missing are made')
    .option('--exporter <address>', 'where Prometheus finds blackbox-exporter', 'blackbox-exporter:9115')
    .option(
      '--tls <folder>',
      'Prometheus reaches the exporter by TLS, with ca.crt, client.crt and client.key there',
    )
    .option('--check', 'only check the file')
    .option('--json', 'print the probes, faults and what was written as one line of JSON')
    .addHelpText('after', NOTES)
    .action((file: string, options: ProbesOptions) => run(file, options, io));
