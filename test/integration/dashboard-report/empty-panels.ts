/** By dashboard, the panels that have nothing to show for a reason. */
interface EmptyPanels {
  readonly reason: string;
  readonly panels: Readonly<Record<string, readonly string[]>>;
}

/** The panels that have nothing to show on a stack that has just begun, with this load: these, and no other. */
const EMPTY_PANELS: readonly EmptyPanels[] = [
  {
    reason: 'no node-exporter runs here',
    panels: {
      capacity: ['Disk left in a week', 'Memory in use'],
      host: [
        'Processor',
        'Memory',
        'Fullest disk',
        'Load a processor',
        'Processor by host',
        'Processor by kind',
        'Load by host',
        'Memory in use',
        'Disk in use',
        'Disk left in a day',
        'Disk busy',
        'Disk read and written',
        'Network',
      ],
    },
  },
  { reason: 'Loki has it', panels: { logs: ['Records', 'Errors by service', 'Newest records'] } },
  { reason: 'it looks back a day, and Prometheus is new', panels: { capacity: ['Requests a day ago'] } },
  {
    reason: 'objectives count what is five to ten minutes old, and nothing is',
    panels: {
      'executive-summary': ['Least error budget left'],
      slo: [
        'Objectives',
        'Least budget left',
        'Bad events',
        'Error budget left',
        'Bad events in 5 minutes',
        'Burn rate of tickets',
      ],
    },
  },
  {
    reason: 'no probes run here',
    panels: {
      uptime: [
        'Probes',
        'Availability',
        'First certificate to expire',
        'State',
        'Success',
        'Duration',
        'Checks with traces',
        'Checks',
        'Certificates',
      ],
    },
  },
  { reason: 'no job reports a heartbeat', panels: { uptime: ['Heartbeats'] } },
  {
    reason: 'no page sends anything',
    panels: {
      'web-experience': [
        'LCP, p75',
        'INP, p75',
        'CLS, p75',
        'FCP, p75',
        'TTFB, p75',
        'Task success',
        'Views with errors',
        'LCP by device',
        'INP by device',
        'CLS by device',
        'Views by outcome',
        'Errors by kind',
        'Load of documents',
        'Pages',
        'Errors by group',
        'Requests',
        'Clicks that annoyed',
        'Resources that failed',
        'Funnels',
        'Visitors',
      ],
    },
  },
  {
    reason: 'every transaction ends in the process that began it, and no function is monitored',
    panels: { business: ['Where they are left', 'Functions'] },
  },
  {
    reason: 'no request asks in a way that has a fault, and no plans are asked for',
    panels: { database: ['Queries and calls that could be fewer', 'Faults of plans'] },
  },
  {
    reason: 'no connection is waited for in vain, and none leaks',
    panels: { database: ['Pools'], 'external-calls': ['Connections'] },
  },
  { reason: 'slow queries are not told', panels: { database: ['Slow queries'] } },
  { reason: 'there is one release', panels: { errors: ['Back in a release'] } },
  {
    reason: 'nothing crashes or blocks, and nobody looks whether it does',
    panels: { errors: ['Crashes by category', 'Blocked event loop'] },
  },
  { reason: 'memory is not watched for leaks', panels: { runtime: ['Memory that leaks', 'Leaks found'] } },
  { reason: 'no backend refuses data', panels: { pipeline: ['Failed exports'] } },
  {
    reason: 'no service loses anything, and no trace is so long that it has a limit',
    panels: { pipeline: ['Lost in services', 'Left out by limits'] },
  },
  {
    reason: 'the preset `development` waits for no whole traces',
    panels: { pipeline: ['Traces decided', 'Traces kept by policy', 'Traces in memory'] },
  },
  {
    reason: 'Prometheus writes to no other store',
    panels: { pipeline: ['Long-term store behind', 'Lost for the long term'] },
  },
  { reason: 'nobody searches for traces', panels: { pipeline: ['Searches in the trace store'] } },
];

/** What is expected to be empty, by `dashboard, panel`, with why. */
export const EMPTY_BY_REASON: ReadonlyMap<string, string> = new Map(
  EMPTY_PANELS.flatMap(({ reason, panels }) =>
    Object.entries(panels).flatMap(([dashboard, titles]) =>
      titles.map((title) => [`${dashboard}, ${title}`, reason] as const),
    ),
  ),
);
