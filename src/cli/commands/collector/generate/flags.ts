import { type Command, Option } from 'commander';
import { collectorBackends, findBackend } from '../../../../collector/generate/find-backend.ts';
import { STATSD_ENDPOINT } from '../../../../collector/generate/statsd.ts';
import {
  type BackendUse,
  type Listen,
  OTLP_PROTOCOLS,
  type OtlpProtocol,
  type Samplers,
  TOPOLOGY_KINDS,
  TOPOLOGY_SIGNALS,
  type Topology,
  type TopologyKind,
} from '../../../../collector/generate/topology.ts';
import { nearest } from '../../../../core/nearest.ts';
import { PRESET_IDS, type PresetId } from '../../../../core/redaction/policy.ts';
import { presets } from '../../../../core/sampling/presets.generated.ts';
import type { BackendSignal } from '../../../../core/settings/backend.ts';
import { UsageError } from '../../../io.ts';

/** What the command line says of a topology. */
export interface TopologyFlags {
  readonly topology?: TopologyKind;
  readonly backend?: readonly BackendUse[];
  readonly signals?: readonly BackendSignal[];
  readonly listen?: string;
  readonly protocols?: readonly OtlpProtocol[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsClientCa?: string;
  readonly auth?: 'bearer' | 'none';
  readonly plainText?: boolean;
  readonly browsers?: readonly string[];
  readonly browserServices?: readonly string[];
  readonly browserListen?: string;
  readonly samplers?: Samplers;
  readonly tenantAttribute?: string;
  readonly tenants?: readonly string[];
  readonly tenantBy?: 'filter' | 'routing';
  readonly tenantOtherwise?: string;
  readonly sampling?: string;
  readonly redaction?: PresetId | 'none';
  readonly queue?: string;
  readonly memory?: number;
  readonly kubernetes?: boolean;
  readonly spanMetrics?: boolean;
  readonly dimension?: readonly string[];
  readonly seriesLimit?: number;
  readonly statsd?: string | true;
  readonly health?: string;
  readonly telemetry?: string;
}

const named = (flag: string, text: string, known: readonly string[]): string => {
  if (known.includes(text)) return text;
  const near = nearest(text, known);
  throw new UsageError(
    `${flag}: "${text}" is not known; ${near ? `did you mean "${near}"? ` : ''}known: ${known.join(', ')}`,
  );
};

const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const namesOf =
  <T extends string>(flag: string, known: readonly T[]) =>
  (text: string): readonly T[] =>
    words(text).map((word) => named(flag, word, known) as T);

const count =
  (flag: string) =>
  (text: string): number => {
    if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${flag}: "${text}" is no whole number`);
    return Number(text);
  };

/** `jaeger`, `jaeger=host:4317`, or several without an endpoint: `jaeger,prometheus`. */
export const parseBackends = (text: string): readonly BackendUse[] => {
  const at = text.indexOf('=');
  const texts = at < 0 ? words(text) : [text.slice(0, at).trim()];
  const endpoint = at < 0 ? undefined : text.slice(at + 1).trim();
  if (texts.length === 0 || texts.includes(''))
    throw new UsageError('--backend: expected a name, such as jaeger or jaeger=jaeger.example.com:4317');
  return texts.map((each) => {
    const type = named(
      '--backend',
      each,
      collectorBackends.map(({ id }) => id),
    );
    if (endpoint === undefined) return { type };
    return findBackend(type)?.regions ? { type, region: endpoint } : { type, endpoint };
  });
};

/** `dns:name`, `k8s:service.namespace`, or `host:port` with commas. */
export const parseSamplers = (text: string): Samplers => {
  const [, how, rest = ''] = /^(dns|k8s):(?!\d+$)(.*)$/.exec(text) ?? [];
  if (how === 'dns') return { dns: rest };
  if (how === 'k8s') return { kubernetes: rest };
  return { hosts: words(text) };
};

const append =
  <T>(parse: (text: string) => readonly T[]) =>
  (text: string, before: readonly T[] = []): readonly T[] => [...before, ...parse(text)];

/** The flags of a topology. */
export const withTopologyFlags = (command: Command): Command =>
  command
    .addOption(
      new Option('--topology <kind>', 'what stands where').argParser((text) =>
        named('--topology', text, TOPOLOGY_KINDS),
      ),
    )
    .addOption(
      new Option(
        '--backend <type[=endpoint]>',
        `where data is sent, may be repeated: ${collectorBackends.map(({ id }) => id).join(', ')}`,
      ).argParser(append(parseBackends)),
    )
    .addOption(
      new Option('--signals <names>', 'traces,metrics,logs (default: what the backends take)').argParser(
        namesOf('--signals', TOPOLOGY_SIGNALS),
      ),
    )
    .option('--listen <address>', 'where OTLP is taken (default: 127.0.0.1)')
    .addOption(
      new Option('--protocols <names>', 'grpc,http (default: both)').argParser(
        namesOf('--protocols', OTLP_PROTOCOLS),
      ),
    )
    .option('--tls-cert <file>', 'certificate for those who send')
    .option('--tls-key <file>', 'its key')
    .option('--tls-client-ca <file>', 'who sends needs a certificate signed by this')
    .addOption(
      new Option('--auth <how>', 'who may send: bearer (a token), none').argParser((text) =>
        named('--auth', text, ['bearer', 'none']),
      ),
    )
    .option('--plain-text', 'allow data without TLS to and from other machines')
    .addOption(
      new Option(
        '--browsers <origins>',
        'take data of pages too, from these origins: https://shop.example,https://*.shop.example',
      ).argParser(words),
    )
    .addOption(
      new Option(
        '--browser-services <names>',
        'what pages may call themselves (default: anything)',
      ).argParser(words),
    )
    .option('--browser-listen <host:port>', 'where pages send to (default: 127.0.0.1:4319)')
    .addOption(
      new Option(
        '--samplers <where>',
        'Collectors that sample: dns:name, k8s:service.namespace, or host:port,host:port',
      ).argParser(parseSamplers),
    )
    .option('--tenant-attribute <name>', 'attribute of the resource by which tenants are told apart')
    .addOption(new Option('--tenants <ids>', 'their ids, with commas').argParser(words))
    .addOption(
      new Option('--tenant-by <how>', 'filter, or routing (a connector of other distributions)').argParser(
        (text) => named('--tenant-by', text, ['filter', 'routing']),
      ),
    )
    .option('--tenant-otherwise <id>', 'the tenant that gets what belongs to none (default: it is dropped)')
    .addOption(
      new Option(
        '--sampling <preset>',
        `which traces are kept: ${presets.map(({ id }) => id).join(', ')} (default: all)`,
      ).argParser((text) =>
        named(
          '--sampling',
          text,
          presets.map(({ id }) => id),
        ),
      ),
    )
    .addOption(
      new Option('--redaction <preset>', `${PRESET_IDS.join(', ')}, none (default: balanced)`).argParser(
        (text) => named('--redaction', text, [...PRESET_IDS, 'none']),
      ),
    )
    .option('--queue <folder>', 'what waits for backends, or memory (default: ./binnacle-data/queue)')
    .addOption(new Option('--memory <MiB>', 'of the container (default: 512)').argParser(count('--memory')))
    .option('--kubernetes', 'add the attributes of pods')
    .option('--span-metrics', 'count spans before they are sampled (default: where metrics have a backend)')
    .option('--no-span-metrics', 'do not')
    .addOption(
      new Option('--dimension <names>', 'attributes by which span metrics are split').argParser(
        append(words),
      ),
    )
    .addOption(
      new Option('--series-limit <n>', 'series of one service in span metrics (default: 2000)').argParser(
        count('--series-limit'),
      ),
    )
    .option('--statsd [host:port]', `takes StatsD over UDP on this machine (${STATSD_ENDPOINT})`)
    .option('--health <host:port>', 'where the health check listens (default: 127.0.0.1:13133)')
    .option('--telemetry <host:port>', 'where its own metrics are (default: 127.0.0.1:8888)');

/** The names of flags, for messages. */
export const FLAG_OF: Readonly<Record<string, string>> = {
  topology: '--topology',
  backends: '--backend',
  signals: '--signals',
  listen: '--listen',
  browsers: '--browsers',
  samplers: '--samplers',
  tenants: '--tenants',
  sampling: '--sampling',
  redaction: '--redaction',
  queue: '--queue',
  memoryMib: '--memory',
  spanMetrics: '--span-metrics',
  dimensions: '--dimension',
  seriesLimit: '--series-limit',
  statsd: '--statsd',
  health: '--health',
  telemetry: '--telemetry',
};

const listenOf = (flags: TopologyFlags): Listen => {
  const { listen, protocols, tlsCert, tlsKey, tlsClientCa, auth, plainText } = flags;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    throw new UsageError('--tls-cert and --tls-key belong together');
  if (tlsClientCa !== undefined && tlsCert === undefined)
    throw new UsageError('--tls-client-ca needs --tls-cert and --tls-key');
  return {
    ...(listen !== undefined && { address: listen }),
    ...(protocols && { protocols }),
    ...(tlsCert !== undefined &&
      tlsKey !== undefined && {
        tls: {
          certFile: tlsCert,
          keyFile: tlsKey,
          ...(tlsClientCa !== undefined && { clientCaFile: tlsClientCa }),
        },
      }),
    ...(auth && { auth }),
    ...(plainText && { plainText }),
  };
};

const tenantsOf = (flags: TopologyFlags): Pick<Topology, 'tenants'> => {
  const { tenants, tenantAttribute: attribute, tenantBy: by, tenantOtherwise: otherwise } = flags;
  if (!tenants && attribute === undefined && by === undefined && otherwise === undefined) return {};
  if (!tenants || attribute === undefined)
    throw new UsageError(
      '--tenants and --tenant-attribute belong together, such as --tenant-attribute tenant.id',
    );
  return {
    tenants: {
      attribute,
      ...(by && { by }),
      ...(otherwise !== undefined && { otherwise }),
      tenants: tenants.map((id) => ({ id })),
    },
  };
};

const browsersOf = (flags: TopologyFlags): Pick<Topology, 'browsers'> => {
  const { browsers: origins, browserServices: services, browserListen: listen } = flags;
  if (!origins && (services || listen !== undefined))
    throw new UsageError(
      '--browser-services and --browser-listen belong to --browsers, such as --browsers https://shop.example',
    );
  if (!origins) return {};
  return {
    browsers: { origins, ...(services && { services }), ...(listen !== undefined && { listen }) },
  };
};

/** The topology that flags describe. Throws UsageError where they do not go together. */
export const topologyOfFlags = (flags: TopologyFlags): Topology => {
  const { plainText, samplers, redaction, memory, dimension, statsd } = flags;
  const given = <K extends keyof TopologyFlags>(...keys: readonly K[]) =>
    Object.fromEntries(keys.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]])));
  return {
    topology: flags.topology ?? 'single',
    backends: (flags.backend ?? []).map((use) => (plainText ? { ...use, plainText } : use)),
    listen: listenOf(flags),
    ...given(
      'signals',
      'sampling',
      'queue',
      'kubernetes',
      'spanMetrics',
      'seriesLimit',
      'health',
      'telemetry',
    ),
    ...(samplers && { samplers: { ...samplers, ...(plainText && { plainText }) } }),
    ...browsersOf(flags),
    ...tenantsOf(flags),
    ...(redaction !== undefined && {
      redaction: redaction === 'none' ? ('none' as const) : { preset: redaction },
    }),
    ...(memory !== undefined && { memoryMib: memory }),
    ...(dimension && { dimensions: dimension }),
    ...(statsd !== undefined && { statsd: statsd === true ? STATSD_ENDPOINT : statsd }),
  };
};
