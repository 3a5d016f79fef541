import type { BackendSignal } from '../../core/settings/backend.ts';
import type { PipelineConfig } from './config.ts';
import type { Outlet, OutletExporter } from './outlets.ts';
import { allowed, type Part } from './part.ts';
import { quote } from './redaction/ottl.ts';
import type { Comment } from './render.ts';
import { SAMPLED_PIPELINE } from './sampling.ts';
import { STATSD } from './statsd.ts';
import type { Tenants } from './topology.ts';

type Pipelines = Record<string, PipelineConfig>;

export interface Flow {
  readonly signals: readonly BackendSignal[];
  /** What every pipeline begins with. */
  readonly head: readonly string[];
  readonly redaction: Readonly<Record<BackendSignal, readonly string[]>>;
  readonly sampling: readonly string[];
  /** Spans are counted before they are sampled. */
  readonly countsSpans: boolean;
  /** What is sampled has a pipeline of its own, whose processors another file may replace. */
  readonly isSampledApart: boolean;
  /** StatsD comes in too. */
  readonly takesStatsd: boolean;
  readonly tenants?: Tenants;
  readonly outlets: readonly Outlet[];
  /** In the place of the outlets, for traces. */
  readonly balancer?: string;
}

const CONDITIONS: Readonly<Record<BackendSignal, string>> = {
  traces: 'trace_conditions',
  metrics: 'metric_conditions',
  logs: 'log_conditions',
};

const TO_CUMULATIVE = 'deltatocumulative';

const idsFor = (signal: BackendSignal, exporters: readonly OutletExporter[]): readonly string[] =>
  exporters.filter(({ signals }) => signals.includes(signal)).map(({ id }) => id);

/** Some of the backends of metrics want delta sums, others cumulative ones. */
export const temporalities = (outlets: readonly Outlet[]): { isDelta: boolean; isMixed: boolean } => {
  const all = outlets
    .flatMap(({ exporters }) => exporters)
    .filter(({ signals }) => signals.includes('metrics'));
  const isDelta = all.some(({ temporality }) => temporality === 'delta');
  return { isDelta, isMixed: isDelta && all.some(({ temporality }) => temporality === 'cumulative') };
};

/** The last pipeline of a signal, and one behind it for backends that take no delta sums. */
const ending = (
  id: string,
  signal: BackendSignal,
  { receivers, processors }: Pick<PipelineConfig, 'receivers' | 'processors'>,
  { exporters, tenant }: Outlet,
  isMixed: boolean,
): Pipelines => {
  const isLate = ({ temporality }: OutletExporter) =>
    signal === 'metrics' && isMixed && temporality === 'cumulative';
  const late = idsFor(signal, exporters.filter(isLate));
  const direct = idsFor(
    signal,
    exporters.filter((each) => !isLate(each)),
  );
  if (late.length === 0) return { [id]: { receivers, processors, exporters: direct } };
  const name = tenant ? `cumulative-${tenant.id}` : 'cumulative';
  return {
    [id]: { receivers, processors, exporters: [...direct, `forward/${name}`] },
    [`metrics/${name}`]: {
      receivers: [`forward/${name}`],
      processors: [TO_CUMULATIVE],
      exporters: late,
    },
  };
};

/** What belongs to a tenant, by an attribute of the resource. */
const conditionOf = ({ attribute, otherwise, tenants }: Tenants, id: string): string => {
  const path = `resource.attributes[${quote(attribute)}]`;
  const attributeOf = (tenant: string) => tenants.find((each) => each.id === tenant)?.value ?? tenant;
  const others = tenants
    .filter((each) => each.id !== id)
    .map((each) => `${path} == ${quote(attributeOf(each.id))}`);
  // One that takes the rest is told by those that it does not take.
  if (otherwise === id) return others.length > 0 ? others.join(' or ') : 'false';
  return `${path} != ${quote(attributeOf(id))}`;
};

const tenantFilters = (
  tenants: Tenants,
  outlets: readonly Outlet[],
  signals: readonly BackendSignal[],
): Part => {
  const isUsed = ({ exporters }: Outlet) => signals.some((signal) => idsFor(signal, exporters).length > 0);
  const ids = outlets.filter(isUsed).flatMap(({ tenant }) => tenant?.id ?? []);
  return {
    config: {
      processors: Object.fromEntries(
        ids.map((id) => [
          `filter/${id}`,
          {
            error_mode: 'propagate',
            ...Object.fromEntries(signals.map((signal) => [CONDITIONS[signal], [conditionOf(tenants, id)]])),
          },
        ]),
      ),
    },
    comments: ids.flatMap((id, index): readonly Comment[] => [
      ...(index === 0
        ? [
            [
              ['processors', `filter/${id}`],
              `Each tenant has pipelines of its own, which drop what is not its own by ${tenants.attribute}.`,
              ...(tenants.otherwise === undefined
                ? ['What belongs to no tenant is dropped; otelcol_processor_filter_* counts it.']
                : [`What belongs to no tenant goes to ${tenants.otherwise}.`]),
            ] as const,
          ]
        : []),
      [
        ['processors', `filter/${id}`, 'error_mode'],
        allowed('error-mode-propagate', 'data of which it is not known whose it is is not sent on'),
      ],
    ]),
  };
};

const routingTables = (
  tenants: Tenants,
  signals: readonly BackendSignal[],
  outlets: readonly Outlet[],
): Part => {
  const path = `attributes[${quote(tenants.attribute)}]`;
  const takes = (signal: BackendSignal) => (id: string) =>
    outlets.some(({ tenant, exporters }) => tenant?.id === id && idsFor(signal, exporters).length > 0);
  const table = (signal: BackendSignal): object => ({
    error_mode: 'propagate',
    ...(tenants.otherwise !== undefined && { default_pipelines: [`${signal}/${tenants.otherwise}`] }),
    table: tenants.tenants
      .filter(({ id }) => takes(signal)(id))
      .map(({ id, value = id }) => ({
        context: 'resource',
        condition: `${path} == ${quote(value)}`,
        pipelines: [`${signal}/${id}`],
      })),
  });
  return {
    config: { connectors: Object.fromEntries(signals.map((signal) => [`routing/${signal}`, table(signal)])) },
    comments: [
      [
        ['connectors', `routing/${signals[0]}`],
        'Not in Binnacle’s own Collector: opentelemetry-collector-contrib has it, and every Collector that is built with it.',
        `By ${tenants.attribute} of the resource; ${tenants.otherwise === undefined ? 'what belongs to no tenant is dropped' : `what belongs to no tenant goes to ${tenants.otherwise}`}.`,
      ],
      ...(tenants.otherwise === undefined
        ? signals.map(
            (signal): Comment => [
              ['connectors', `routing/${signal}`],
              allowed('routing-without-default', 'what belongs to no tenant is dropped'),
            ],
          )
        : []),
    ],
    notes: [
      'The routing connector is not in Binnacle’s own Collector; opentelemetry-collector-contrib has it.',
    ],
  };
};

/** The pipelines with the connectors between them. */
export const pipelinesPart = (flow: Flow): readonly Part[] => {
  const { signals, head, redaction, sampling, countsSpans, isSampledApart, takesStatsd } = flow;
  const { tenants, outlets, balancer } = flow;
  const isRouted = tenants?.by === 'routing';
  const { isDelta, isMixed } = temporalities(outlets);
  /** Its counters are delta sums, which most backends do not take. */
  const addsUp = takesStatsd && !isDelta;
  const [only = { exporters: [] }] = outlets;
  const metrics: readonly BackendSignal[] = countsSpans ? ['metrics'] : [];
  const sent = [...new Set([...signals, ...metrics])].filter((signal) => !(signal === 'traces' && balancer));

  const end = (
    id: string,
    signal: BackendSignal,
    receivers: readonly string[],
    processors: readonly string[],
  ) => {
    if (signal === 'traces' && balancer !== undefined)
      return { [id]: { receivers, processors, exporters: [balancer] } };
    if (!tenants) return ending(id, signal, { receivers, processors }, only, isMixed);
    return {
      [id]: { receivers, processors, exporters: [isRouted ? `routing/${signal}` : 'forward/tenants'] },
    };
  };

  const pipelines: Pipelines = {};
  const add = (more: Pipelines): void => void Object.assign(pipelines, more);
  if (signals.includes('traces')) {
    const clean = [...redaction.traces];
    if (countsSpans || isSampledApart) {
      pipelines.traces = {
        receivers: ['otlp'],
        processors: [...head, ...clean],
        exporters: [...(countsSpans ? ['span_metrics'] : []), 'forward/sampling'],
      };
      add(end(SAMPLED_PIPELINE, 'traces', ['forward/sampling'], sampling));
    } else add(end('traces', 'traces', ['otlp'], [...head, ...sampling, ...clean]));
  }
  if (signals.includes('metrics')) add(end('metrics', 'metrics', ['otlp'], [...head, ...redaction.metrics]));
  if (takesStatsd)
    add(
      end('metrics/statsd', 'metrics', STATSD.receivers, [
        ...head,
        ...STATSD.processors,
        ...redaction.metrics,
        ...(addsUp ? [TO_CUMULATIVE] : []),
      ]),
    );
  if (countsSpans) add(end('metrics/spans', 'metrics', ['span_metrics'], []));
  if (signals.includes('logs')) add(end('logs', 'logs', ['otlp'], [...head, ...redaction.logs]));
  if (tenants)
    for (const outlet of outlets)
      for (const signal of sent) {
        const id = outlet.tenant?.id ?? '';
        if (idsFor(signal, outlet.exporters).length === 0) continue;
        const receivers = [isRouted ? `routing/${signal}` : 'forward/tenants'];
        add(
          ending(
            `${signal}/${id}`,
            signal,
            { receivers, processors: isRouted ? [] : [`filter/${id}`] },
            outlet,
            isMixed,
          ),
        );
      }

  const forwards = new Set(
    Object.values(pipelines)
      .flatMap(({ exporters }) => exporters)
      .filter((id) => id.startsWith('forward/')),
  );
  return [
    ...(tenants && !isRouted ? [tenantFilters(tenants, outlets, sent)] : []),
    ...(tenants && isRouted && sent.length > 0 ? [routingTables(tenants, sent, outlets)] : []),
    ...(isMixed || addsUp
      ? [
          {
            config: { processors: { [TO_CUMULATIVE]: { max_stale: '10m' } } },
            comments: [
              [
                ['processors', TO_CUMULATIVE],
                addsUp
                  ? 'Counters of StatsD are delta sums, and are added up for backends that want totals.'
                  : 'Some backends want delta sums, others cumulative ones: senders send delta, and it is added up for the others.',
              ],
            ],
          } as const,
        ]
      : []),
    {
      config: {
        ...(forwards.size > 0 && { connectors: Object.fromEntries([...forwards].map((id) => [id, null])) }),
        service: { pipelines },
      },
    },
  ];
};
