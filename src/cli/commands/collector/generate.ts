import { Command } from 'commander';
import type { SourceFile } from '../../../collector/document/load.ts';
import { parseTopology } from '../../../collector/generate/parse-topology.ts';
import type { Topology } from '../../../collector/generate/topology.ts';
import { at } from '../../../core/yaml/parse.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { flagFaults } from './generate/check.ts';
import { type TopologyFlags, topologyOfFlags, withTopologyFlags } from './generate/flags.ts';
import { type OutputOptions, writeTopology } from './generate/write-files.ts';
import { readSources } from './read-sources.ts';

const NOTES = `
Writes a configuration with comments that say why. It listens on this machine alone, keeps what waits on disk, redacts,
limits memory and series, takes secrets from the environment, and uses TLS to other machines, unless asked otherwise.
Redaction is a file of its own beside the first; tail-sampling has one file for each layer; --browsers adds a
configuration of nginx, which limits what pages send.
Nothing is overwritten without --force. What is written has passed validate and lint.
Exit status: 0 written, 1 what was asked for does not go together, 2 the command line or the topology file is wrong.

Examples:
  $ binnacle collector generate --backend jaeger --backend prometheus --backend file
  $ binnacle collector generate --topology agent --backend otlp=gateway.example.com:4317 --kubernetes
  $ binnacle collector generate --topology gateway --listen 0.0.0.0 --tls-cert tls.crt --tls-key tls.key \\
      --auth bearer --backend grafana-cloud --sampling production
  $ binnacle collector generate --topology tail-sampling --samplers k8s:samplers.monitoring --listen 0.0.0.0 \\
      --tls-cert tls.crt --tls-key tls.key --auth bearer --backend jaeger=jaeger.example.com:4317
  $ binnacle collector generate --backend jaeger,prometheus,loki --browsers https://shop.example --browser-services shop-page
  $ binnacle collector generate --topology-file topology.yaml --out gateway.yaml --force
`;

const WAYS = ['topologyFile', 'out', 'force', 'oneFile', 'json'];

export interface GenerateFlags extends TopologyFlags, OutputOptions {
  readonly topologyFile?: string;
}

const readTopology = (file: string, flags: GenerateFlags, io: Io): Topology => {
  const other = Object.keys(flags).find((key) => !WAYS.includes(key));
  if (other !== undefined)
    throw new UsageError(
      `--topology-file and --${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: write the second into the file`,
    );
  const [source] = readSources([file], io);
  const { name, text } = source as SourceFile;
  const { topology, faults } = parseTopology(text);
  if (!topology) throw new UsageError(faults.map((fault) => at(name, fault, fault.message)).join('\n'));
  return topology;
};

/** The topology of a command line. Throws UsageError with all that is wrong with it. */
export const checkedTopology = (flags: TopologyFlags): Topology => {
  const topology = topologyOfFlags(flags);
  const faults = flagFaults(topology);
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return topology;
};

/** The flags that say where the result goes. */
export const withOutputFlags = (command: Command): Command =>
  command
    .option('--out <file>', 'the first file; - is standard output', 'collector.yaml')
    .option('--one-file', 'redaction in the same file')
    .option('--force', 'overwrite files')
    .option('--json', 'print what was written as one line of JSON');

/** `binnacle collector generate`: a configuration from a topology. */
export const createGenerateCommand = (io: Io, root: PackageRoot): Command =>
  withOutputFlags(
    withTopologyFlags(
      new Command('generate').description('write a configuration from flags or a topology file'),
    ).option('--topology-file <file>', 'the same in a file, in the place of flags; - reads standard input'),
  )
    .addHelpText('after', NOTES)
    .action((flags: GenerateFlags) => {
      const topology =
        flags.topologyFile === undefined
          ? checkedTopology(flags)
          : readTopology(flags.topologyFile, flags, io);
      writeTopology(topology, flags, io, root);
    });
