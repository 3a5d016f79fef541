import { Command, Option } from 'commander';
import { createRedactor } from '../../core/redaction/index.ts';
import { resolveSettings } from '../../core/settings/index.ts';
import type { Io } from '../io.ts';
import { parseOrigins } from '../origins.ts';
import type { PackageRoot } from '../package-root.ts';
import { DEFAULT_DIRECTORY } from './stack/prepare.ts';
import { announceChoice, createAnnounce } from './up/announce.ts';
import { chooseMode } from './up/choose.ts';
import { readConfigFile } from './up/config-file.ts';
import { upWithDocker } from './up/docker.ts';
import { upEmbedded } from './up/embedded.ts';
import { flagOf, mergeOptions, parseFlag, type UpKey, type UpOptions } from './up/options.ts';
import { upSecured } from './up/secure.ts';

interface Flags extends Partial<Pick<UpOptions, 'host' | 'port' | 'otlpHttpPort' | 'otlpGrpcPort'>> {
  readonly embedded?: boolean;
  readonly docker?: boolean;
  readonly secure?: boolean;
  readonly stack: string;
  readonly browsers?: readonly string[];
  readonly config?: string;
  readonly json?: boolean;
}

/** Flags of the embedded backend alone. */
const EMBEDDED = ['host', 'port', 'otlpHttpPort', 'otlpGrpcPort', 'config'] as const;

const NOTES = `
The configuration file is YAML; its keys are the options of the embedded backend:
  host, port, otlpHttpPort, otlpGrpcPort, maxSpans, maxLogs, maxSeries, maxRequestBytes,
  tracesRetentionDays, logsRetentionDays, highResolutionRetentionHours
A flag comes before the file, the file before the environment (BINNACLE_UP_*).

With --browsers it takes what binnacle/web sends from pages of these origins too, and prints the line for the page, with
the key that it shows (RUM_API_KEY, or one is made), and what the page's Content-Security-Policy has to allow. A secured
stack remembers both; --browsers none closes that way in again.

Examples:
  $ binnacle up
  $ binnacle up --embedded --port 8080
  $ binnacle up --config binnacle.yaml
  $ binnacle up --browsers http://localhost:5173
  $ BINNACLE_BIND_ADDRESS=0.0.0.0 binnacle up --secure --browsers https://shop.example,https://*.shop.example
`;

const run = async (flags: Flags, io: Io, root: PackageRoot): Promise<void> => {
  const file = flags.config === undefined ? {} : readConfigFile(flags.config, io);
  const { settings, warnings } = resolveSettings(io.env, {}, createRedactor().text);
  for (const warning of warnings) io.stderr(`${warning}\n`);
  const { embedded, docker, secure = false, stack, browsers, config, json = false, ...own } = flags;
  const given = EMBEDDED.filter((key) => flags[key] !== undefined).map(flagOf);
  const choice = await chooseMode({ embedded, docker, secure }, given, io);
  announceChoice(choice, json, io);
  const announce = createAnnounce(choice, json, io);
  if (choice.mode === 'embedded')
    await upEmbedded(mergeOptions(settings, file, own), root.directory, browsers ?? [], announce, io);
  else if (secure) await upSecured(settings, root.directory, stack, browsers, announce, io);
  else await upWithDocker(settings, root.directory, browsers ?? [], announce, io);
};

/** `binnacle up`: the compose stack where there is Docker, else the embedded backend. */
export const createUpCommand = (io: Io, root: PackageRoot): Command => {
  const option = (key: UpKey & keyof Flags, value: string, doc: string): Option =>
    new Option(`${flagOf(key)} <${value}>`, doc).argParser((text) => parseFlag(key, text));
  return new Command('up')
    .description('start a backend for telemetry: the Docker stack, or one embedded in this process')
    .addOption(new Option('--embedded', 'run the embedded backend').conflicts('docker'))
    .addOption(new Option('--docker', 'run the Docker stack').conflicts(['embedded', ...EMBEDDED]))
    .addOption(
      new Option(
        '--secure',
        'run the Docker stack with TLS, logins and one way in; makes certificates',
      ).conflicts(['embedded', ...EMBEDDED]),
    )
    .option('--stack <dir>', 'where `binnacle stack certs` has its files, for --secure', DEFAULT_DIRECTORY)
    .addOption(
      new Option('--browsers <origins>', 'take data of pages too, from these origins, with commas').argParser(
        parseOrigins,
      ),
    )
    .addOption(option('host', 'address', 'address that the embedded backend listens on'))
    .addOption(option('port', 'n', 'port of its page; 0 takes a free one'))
    .addOption(option('otlpHttpPort', 'n', 'port of its OTLP receiver, HTTP'))
    .addOption(option('otlpGrpcPort', 'n', 'port of its OTLP receiver, gRPC'))
    .option('--config <file>', 'YAML file with the options of the embedded backend')
    .option('--json', 'print what was chosen, why, and the URLs as one line of JSON')
    .addHelpText('after', NOTES)
    .action((flags: Flags) => run(flags, io, root));
};
