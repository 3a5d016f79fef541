import { join } from 'node:path';
import { Command } from 'commander';
import { type Io, UsageError } from '../../io.ts';
import { createStyle } from '../../style.ts';
import { readProbes } from '../probe/read-probes.ts';
import { readEarlier, readSource, sourceSeenFrom, sourceSeenFromHere } from './earlier-files.ts';
import { type Output, printOutput, writeOrCompare } from './generated-output.ts';

const NOTES = `
Writes for a file of probes: blackbox.yml for blackbox-exporter, scrapes/probes.yaml for scrape_config_files of Prometheus,
and rules/probes-expected.yaml, by which the alerts know what is too slow or too late. Files that are there are replaced, but
for those that another file of probes has written: its probes would be gone.
With --check, nothing is written; with --output as well, what would change there is told.
Exit status: 0, 1 where the file of probes has a fault or --check found what would change, 2 where it cannot be read, a file cannot be written or the command
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

const COMMAND = 'binnacle monitoring probes';

/** Throws UsageError where another file of probes has written what is in the folder. */
const refuseOthers = async (folder: string, file: string, io: Io): Promise<void> => {
  const source = sourceSeenFrom(folder, file);
  const earlier = await readEarlier(folder, ['', 'scrapes', 'rules'], COMMAND, io);
  const other = earlier.find(
    ({ origin }) => origin.source !== source && readSource(folder, origin.source, io) !== undefined,
  );
  if (other)
    throw new UsageError(
      `${join(folder, other.path)}: was written from ${sourceSeenFromHere(folder, other.origin.source)}, whose probes would be gone; expected one file with the probes of both, or another folder`,
    );
};

const run = async (file: string, options: ProbesOptions, io: Io): Promise<void> => {
  const { output, exporter, tls, check = false, json = false } = options;
  if (!check && output === undefined)
    throw new UsageError(
      'expected --output <folder>, which writes, --check, which only looks, or both, which compares',
    );
  const probes = await readProbes(file, io, json);
  if (!probes) return;
  const { probeFiles, targetOf } = await import('../../../monitoring/index.ts');
  if (output !== undefined) await refuseOthers(output, file, io);
  const target: Output | undefined =
    output === undefined
      ? undefined
      : {
          folder: output,
          files: probeFiles(probes, { exporter, tls, by: COMMAND, source: sourceSeenFrom(output, file) }),
          stale: [],
        };
  const result = writeOrCompare(target, check, io);
  if (json) {
    const ok = result.outdated.length === 0;
    io.stdout(`${JSON.stringify({ file, ok, faults: [], ...probes, ...result })}\n`);
    return;
  }
  const { bold } = createStyle(io);
  for (const probe of probes.probes)
    io.stdout(
      `${bold(probe.id)}  ${probe.kind} ${targetOf(probe)} every ${probe.intervalSeconds} s, ${probe.owner}\n`,
    );
  for (const { id, everySeconds, graceSeconds, owner } of probes.heartbeats)
    io.stdout(`${bold(id)}  reports every ${everySeconds} s, ${graceSeconds} s later is late, ${owner}\n`);
  printOutput(target, check, result, io);
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
    .option('--check', 'only check the file, and with --output what is written there')
    .option('--json', 'print the probes, faults and what was written as one line of JSON')
    .addHelpText('after', NOTES)
    .action((file: string, options: ProbesOptions) => run(file, options, io));
