import { presets } from '../../core/sampling/presets.generated.ts';
import type { BackendSignal } from '../../core/settings/backend.ts';
import { browserParts, hasBrowsersTls } from './browsers/part.ts';
import type { CollectorConfig } from './config.ts';
import { fromEnvironment } from './environment.ts';
import { kubernetesPart } from './kubernetes.ts';
import { loadBalancerPart } from './load-balancer.ts';
import { outletParts, outletsOf } from './outlets.ts';
import { allowed, mergeParts, type NeededVariable, type Part } from './part.ts';
import { pipelinesPart, temporalities } from './pipelines.ts';
import { isOpen, listeners, receiverPart, SENDERS_AUTH } from './receiver.ts';
import type { Comment } from './render.ts';
import { SAMPLED_PIPELINE, SAMPLING_COMMENTS, samplingProcessors } from './sampling.ts';
import { healthPart, memoryPart, storagePart, telemetryPart } from './service.ts';
import { spanMetricsPart } from './span-metrics.ts';
import { statsdPart } from './statsd.ts';
import { type Browsers, DEFAULTS, type Listen, type Samplers, type Topology } from './topology.ts';

/** One Collector, of those that a topology is made of. */
export interface Layer {
  readonly topology: Topology;
  /** That it receives. */
  readonly signals: readonly BackendSignal[];
  /** That its backends get: metrics can be made here. */
  readonly sent: readonly BackendSignal[];
  readonly listen: Listen;
  /** Names of the processors by signal, which another file has. */
  readonly redaction: Readonly<Record<BackendSignal, readonly string[]>>;
  /** Why what leaves the network is not redacted here; undefined where it is. */
  readonly unredactedBecause?: string;
  /** The id of a preset. */
  readonly sampling?: string;
  /** A file of its own replaces the processors of `traces/sampled`. */
  readonly isSampledByFile: boolean;
  readonly countsSpans: boolean;
  readonly isKubernetes: boolean;
  /** Pages send to this one too. */
  readonly browsers?: Browsers;
  /** In the place of the backends, for traces. */
  readonly samplers?: Samplers;
  /** Why all spans of a trace come to this Collector. */
  readonly wholeBecause: string;
}

const HOST_AND_PORT = /^(.*):(\d+|\$\{[^}]*\})$/;

/** A port that is a number is written as one. */
const telemetryOf = (text: string): Part => {
  const [, host = '127.0.0.1', port = '8888'] = HOST_AND_PORT.exec(text) ?? [];
  return telemetryPart(host.replace(/^\[|\]$/g, ''), /^\d+$/.test(port) ? Number(port) : port);
};

const samplingPart = (processors: Readonly<Record<string, object>>): Part =>
  Object.keys(processors).length === 0 ? {} : { config: { processors }, comments: SAMPLING_COMMENTS };

/** Comments on pipelines, which need to know the places of processors in their lists. */
const pipelineComments = (config: CollectorConfig, layer: Layer): readonly Comment[] => {
  const pipelines = Object.entries(config.service?.pipelines ?? {});
  const commented = new Set<readonly string[]>();
  const isOpened = listeners(layer.listen).some(([, endpoint]) => isOpen(endpoint));
  return [
    ...(layer.isSampledByFile
      ? [[['service', 'pipelines', SAMPLED_PIPELINE], 'A sampling preset replaces the processors.'] as const]
      : []),
    ...pipelines.flatMap(([id, { exporters = [] }]): readonly Comment[] => {
      const debugs = exporters.flatMap((each, index) => (/^debug(\/|$)/.test(each) ? [index] : []));
      if (debugs.length === 0) return [];
      if (debugs.length === exporters.length)
        return [[['service', 'pipelines', id], allowed('pipeline-without-effect', 'asked for: a trial')]];
      // A list that two pipelines share is written once.
      if (commented.has(exporters)) return [];
      commented.add(exporters);
      return debugs.map((index) => [
        ['service', 'pipelines', id, 'exporters', index],
        allowed('debug-exporter-beside-others', 'asked for: a trial'),
      ]);
    }),
    ...pipelines.flatMap(([id, { processors = [] }]): readonly Comment[] => {
      const at = processors.indexOf('tail_sampling');
      return at >= 0 && isOpened
        ? [
            [
              ['service', 'pipelines', id, 'processors', at],
              allowed('tail-sampling-balanced', layer.wholeBecause),
            ],
          ]
        : [];
    }),
  ];
};

/** Data of pages ends where that of services does. */
const pagesOf = (layer: Layer, head: readonly string[], pipelines: readonly Part[]): readonly Part[] => {
  const { browsers, redaction, topology, sent } = layer;
  if (!browsers) return [];
  const { isDelta } = temporalities(outletsOf(topology, sent));
  const all = mergeParts(pipelines).config.service?.pipelines ?? {};
  const ends = (id: string): readonly string[] => all[id]?.exporters ?? [];
  const metrics = ends('metrics/spans').length > 0 ? ends('metrics/spans') : ends('metrics');
  return browserParts({
    browsers,
    head,
    redaction,
    ends: { traces: ends('traces'), logs: ends('logs'), metrics },
    isCumulative: !isDelta,
    interval: fromEnvironment('BINNACLE_SPAN_METRICS_INTERVAL'),
    ...(topology.tenants && { tenantAttribute: topology.tenants.attribute }),
    ...(hasBrowsersTls(browsers, layer.listen) && { tls: layer.listen.tls }),
  });
};

export interface BuiltLayer {
  readonly config: CollectorConfig;
  readonly comments: readonly Comment[];
  readonly variables: readonly NeededVariable[];
  readonly notes: readonly string[];
}

/** The configuration of one Collector, with its comments. */
export const buildLayer = (layer: Layer): BuiltLayer => {
  const { topology, signals, countsSpans, samplers, sampling } = layer;
  const { queue = DEFAULTS.queue, tenants } = topology;
  const outlets = outletsOf(topology, layer.sent);
  const preset = presets.find(({ id }) => id === sampling);
  const sampled = preset ? samplingProcessors(preset.collector) : {};
  const takesStatsd = topology.statsd !== undefined && signals.includes('metrics');
  const isStored = queue !== 'memory';
  const head = ['memory_limiter', ...(layer.isKubernetes ? ['k8s_attributes'] : [])];
  const pipelines = pipelinesPart({
    signals,
    head,
    redaction: layer.redaction,
    sampling: Object.keys(sampled),
    countsSpans,
    isSampledApart: layer.isSampledByFile || layer.browsers !== undefined,
    takesStatsd,
    ...(tenants && { tenants }),
    outlets,
    ...(samplers && { balancer: 'load_balancing' }),
  });
  const parts: readonly Part[] = [
    healthPart(topology.health ?? DEFAULTS.health),
    ...(isStored ? [storagePart(queue)] : []),
    receiverPart(layer.listen),
    ...(takesStatsd ? [statsdPart(topology.statsd ?? '')] : []),
    memoryPart(topology.memoryMib ?? DEFAULTS.memoryMib),
    ...(layer.isKubernetes ? [kubernetesPart(topology.topology)] : []),
    samplingPart(sampled),
    ...(countsSpans
      ? [
          spanMetricsPart({
            dimensions: topology.dimensions ?? [],
            seriesLimit: topology.seriesLimit ?? DEFAULTS.seriesLimit,
            interval: fromEnvironment('BINNACLE_SPAN_METRICS_INTERVAL'),
            isDelta: temporalities(outlets).isDelta,
          }),
        ]
      : []),
    ...pipelines,
    ...pagesOf(layer, ['memory_limiter'], pipelines),
    ...(samplers
      ? [loadBalancerPart(samplers, isStored, layer.listen.auth === 'bearer' ? SENDERS_AUTH : undefined)]
      : []),
    ...outletParts(outlets, layer.unredactedBecause),
    telemetryOf(topology.telemetry ?? DEFAULTS.telemetry),
    temporalities(outlets).isDelta && signals.includes('metrics')
      ? {
          notes: [
            'Some backends take delta sums: senders set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta.',
          ],
        }
      : {},
  ];
  const { config, comments, variables, notes } = mergeParts(parts);
  return { config, comments: [...comments, ...pipelineComments(config, layer)], variables, notes };
};
