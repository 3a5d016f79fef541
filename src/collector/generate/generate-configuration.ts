import { hasBrowsersTls } from './browsers/part.ts';
import { PROXY_PORT, PROXY_TLS, renderBrowsersProxy } from './browsers/proxy.ts';
import { type BuiltLayer, buildLayer, type Layer } from './layer.ts';
import { nameOf, signalsOf } from './outlets.ts';
import type { NeededVariable } from './part.ts';
import { samplerListen } from './receiver.ts';
import type { RedactionProcessors } from './redaction/processors.ts';
import { commentsOf, DEFAULT_POLICY, hashVariables, redactionOf, renderRedaction } from './redaction-file.ts';
import { renderConfig } from './render.ts';
import { memoryLimit } from './service.ts';
import { DEFAULTS, type Topology } from './topology.ts';
import { countsSpans, topologySignals } from './topology-signals.ts';

/** What a file is for; `collector` is the first Collector that data comes to, `proxy` is nginx before it, for pages. */
export type FileRole = 'collector' | 'sampling' | 'redaction' | 'proxy';

export interface GeneratedFile {
  readonly role: FileRole;
  readonly name: string;
  readonly text: string;
}

/** A Collector of the topology, with the files that it is started with, in their order. */
export interface GeneratedCollector {
  readonly files: readonly string[];
  readonly variables: readonly NeededVariable[];
  /** Value of GOMEMLIMIT, in MiB, where the container's memory is known. */
  readonly memoryLimitMib?: number;
}

export interface GeneratedConfiguration {
  readonly files: readonly GeneratedFile[];
  readonly collectors: readonly GeneratedCollector[];
  /** What is to be known before it is started. */
  readonly notes: readonly string[];
}

export interface GenerateOptions {
  /** Names of the files. */
  readonly names?: Partial<Readonly<Record<FileRole, string>>>;
  /** First lines of every file. */
  readonly written?: readonly string[];
  /** What the first file is, in a line or two; made from the topology where it is not given. */
  readonly summary?: readonly string[];
  /** Redaction is in the same file. */
  readonly isOneFile?: boolean;
  /** Other files have the sampling presets: `traces/sampled` keeps everything. */
  readonly isSampledByFile?: boolean;
}

const NAMES: Readonly<Record<FileRole, string>> = {
  collector: 'collector.yaml',
  sampling: 'collector-sampling.yaml',
  redaction: 'collector-redaction.yaml',
  proxy: 'collector-nginx.conf',
};

const WRITTEN = ['Written by `binnacle collector generate`.'];

const KIND_TITLES: Readonly<Record<Topology['topology'], string>> = {
  single: 'One Collector between services and backends',
  agent: 'An agent: beside services, in front of other Collectors',
  gateway: 'A gateway: between agents or services and backends',
  'tail-sampling': 'The first of two layers: sends all spans of a trace to the same Collector behind',
};

/** Which backend gets what. */
const summaryOf = (topology: Topology): readonly string[] => [
  `${KIND_TITLES[topology.topology]}.`,
  ...topologySignals(topology).map((signal) => {
    const names = topology.backends.filter((use) => signalsOf(use, [signal]).length > 0).map(nameOf);
    return `${signal}: ${names.join(', ')}`;
  }),
];

const startLines = ({ files, variables, memoryLimitMib }: GeneratedCollector): readonly string[] => [
  `Start: ${memoryLimitMib === undefined ? '' : `GOMEMLIMIT=${memoryLimitMib}MiB `}otelcol ${files.map((file) => `--config=${file}`).join(' ')}`,
  ...(variables.length > 0 ? ['Needs from the environment:'] : []),
  ...variables.map(({ name, doc }) => `  ${name}  ${doc}`),
];

/** The layers of a topology, each with the role of its file. */
const layersOf = (
  topology: Topology,
  { order }: RedactionProcessors,
  isSampledByFile: boolean,
): readonly (readonly [FileRole, Layer])[] => {
  const signals = topologySignals(topology);
  const counts = countsSpans(topology);
  const { listen = {}, browsers, samplers, redaction, sampling, kubernetes = false } = topology;
  const common = {
    topology,
    listen,
    redaction: order,
    ...(redaction === 'none' && { unredactedBecause: 'asked for: nothing is redacted' }),
    isSampledByFile,
    isKubernetes: kubernetes,
  };
  const withSpans = [...new Set([...signals, ...(counts ? (['metrics'] as const) : [])])];
  if (topology.topology !== 'tail-sampling' || !samplers)
    return [
      [
        'collector',
        {
          ...common,
          signals,
          sent: withSpans,
          ...(browsers && { browsers }),
          ...(sampling !== undefined && { sampling }),
          countsSpans: counts,
          wholeBecause: 'a single instance; several need the topology tail-sampling',
        },
      ],
    ];
  return [
    [
      'collector',
      {
        ...common,
        ...(browsers && { browsers }),
        signals,
        sent: signals.filter((signal) => signal !== 'traces'),
        countsSpans: false,
        samplers,
        wholeBecause: '',
      },
    ],
    [
      'sampling',
      {
        ...common,
        listen: samplerListen(topology),
        signals: ['traces'],
        sent: ['traces', ...(counts ? (['metrics'] as const) : [])],
        redaction: { traces: [], metrics: [], logs: [] },
        unredactedBecause:
          redaction === 'none' ? 'asked for: nothing is redacted' : 'the layer in front has redacted it',
        sampling: sampling ?? 'production',
        countsSpans: counts,
        isKubernetes: false,
        wholeBecause: 'the layer in front sends all spans of a trace here',
      },
    ],
  ];
};

/**
 * The files of a topology, with comments that say why. Expects a topology without faults: see `checkTopology`.
 *
 * Redaction is a file of its own, because it is long. The first file names its processors, so that a Collector does
 * not start without it.
 */
export const generateConfiguration = (
  topology: Topology,
  options: GenerateOptions = {},
): GeneratedConfiguration => {
  const { written = WRITTEN, isOneFile = false, isSampledByFile = false } = options;
  const names = { ...NAMES, ...options.names };
  const redaction = redactionOf(topology.redaction ?? DEFAULT_POLICY, topologySignals(topology));
  const hasRedaction = Object.keys(redaction.processors).length > 0;
  const { memoryMib = DEFAULTS.memoryMib } = topology;
  const built = layersOf(topology, redaction, isSampledByFile).map(([role, layer]) => {
    const { config, comments, variables, notes }: BuiltLayer = buildLayer(layer);
    const isRedacting = hasRedaction && role === 'collector';
    const collector: GeneratedCollector = {
      files: [names[role], ...(isRedacting && !isOneFile ? [names.redaction] : [])],
      variables: [...variables, ...(isRedacting ? hashVariables(redaction) : [])],
      ...(typeof memoryMib === 'number' && { memoryLimitMib: memoryLimit(memoryMib) }),
    };
    const header = [
      ...written,
      ...(role === 'sampling'
        ? ['The second of two layers: decides which traces to keep, with all spans of each.']
        : (options.summary ?? summaryOf(topology))),
      ...(options.summary ? [] : startLines(collector)),
    ];
    const isWhole = isOneFile && isRedacting;
    const whole: CollectorParts = isWhole
      ? {
          config: { ...config, processors: { ...config.processors, ...redaction.processors } },
          comments: [...comments, ...commentsOf(redaction)],
        }
      : { config, comments };
    const text = renderConfig(whole.config, header, whole.comments);
    return { file: { role, name: names[role], text }, collector, notes };
  });
  const files: GeneratedFile[] = built.map(({ file }) => file);
  if (hasRedaction && !isOneFile)
    files.push({
      role: 'redaction',
      name: names.redaction,
      text: renderRedaction(redaction, names.collector, written),
    });
  const { browsers, listen } = topology;
  if (browsers && typeof browsers.origins !== 'string')
    files.push({
      role: 'proxy',
      name: names.proxy,
      text: renderBrowsersProxy({
        browsers: { ...browsers, origins: browsers.origins },
        tls: listen?.tls ?? PROXY_TLS,
        isTlsBehind: hasBrowsersTls(browsers, listen),
        listen: PROXY_PORT,
        written,
      }),
    });
  return {
    files,
    collectors: built.map(({ collector }) => collector),
    notes: [
      ...new Set(built.flatMap(({ notes }) => notes)),
      ...(browsers
        ? [`Pages send to nginx with ${names.proxy}, at ${PROXY_PORT}; the Collector stays behind it.`]
        : []),
    ],
  };
};

type CollectorParts = Pick<BuiltLayer, 'config' | 'comments'>;
