import type { AuditEvent } from './event.ts';

export interface FiringAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly activeAt: string;
  readonly summary: string;
}

export interface Silence {
  readonly createdBy: string;
  readonly comment: string;
  readonly matchers: string;
  readonly endsAt: string;
}

/** What the servers said at one time; a part is missing where its server did not answer. */
export interface Snapshot {
  /** By their labels. */
  readonly alerts?: ReadonlyMap<string, FiringAlert>;
  /** Those that are in force or will be, by id. */
  readonly silences?: ReadonlyMap<string, Silence>;
  /** Hashes, by what was configured. */
  readonly configurations: ReadonlyMap<string, string>;
  /** When servers were started. */
  readonly starts: ReadonlyMap<string, string>;
}

const alertEvent = (name: 'alert.fired' | 'alert.resolved', alert: FiringAlert): AuditEvent => {
  const { alertname = '', ...labels } = alert.labels;
  const verb = name === 'alert.fired' ? 'fired' : 'is over';
  return {
    name,
    text: `${alertname} ${verb}: ${alert.summary}`,
    attributes: {
      alertname,
      active_at: alert.activeAt,
      ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [`label.${key}`, value])),
    },
  };
};

const silenceEvent = (
  name: 'silence.created' | 'silence.ended',
  id: string,
  { createdBy, comment, matchers, endsAt }: Silence,
): AuditEvent => ({
  name,
  text:
    name === 'silence.created'
      ? `${createdBy} silenced ${matchers} until ${endsAt}: ${comment}`
      : `the silence of ${matchers} by ${createdBy} has ended`,
  attributes: { silence_id: id, created_by: createdBy, matchers, comment, ends_at: endsAt },
});

const changes = <Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
  appeared: (key: string, value: Value) => AuditEvent,
  gone: (key: string, value: Value) => AuditEvent,
): AuditEvent[] => [
  ...[...after].filter(([key]) => !before.has(key)).map(([key, value]) => appeared(key, value)),
  ...[...before].filter(([key]) => !after.has(key)).map(([key, value]) => gone(key, value)),
];

const changedTexts = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  event: (key: string, before: string, after: string) => AuditEvent,
): AuditEvent[] =>
  [...after].flatMap(([key, value]) => {
    const old = before.get(key);
    return old === undefined || old === value ? [] : [event(key, old, value)];
  });

/** What happened between two times. Of a server that did not answer one of them, nothing is said. */
export const compareSnapshots = (before: Snapshot, after: Snapshot): readonly AuditEvent[] => [
  ...changedTexts(before.starts, after.starts, (server, _, at) => ({
    name: 'server.started',
    text: `${server} was started`,
    attributes: { server, started_at: at },
  })),
  ...changedTexts(before.configurations, after.configurations, (what, old, now) => ({
    name: 'configuration.changed',
    text: `${what} changed`,
    attributes: { what, sha256_before: old, sha256_after: now },
  })),
  ...(before.silences && after.silences
    ? changes(
        before.silences,
        after.silences,
        (id, silence) => silenceEvent('silence.created', id, silence),
        (id, silence) => silenceEvent('silence.ended', id, silence),
      )
    : []),
  ...(before.alerts && after.alerts
    ? changes(
        before.alerts,
        after.alerts,
        (_, alert) => alertEvent('alert.fired', alert),
        (_, alert) => alertEvent('alert.resolved', alert),
      )
    : []),
];

/** The later snapshot, with what only the earlier one knows. */
export const mergeSnapshots = (before: Snapshot, after: Snapshot): Snapshot => ({
  ...before,
  ...after,
  configurations: new Map([...before.configurations, ...after.configurations]),
  starts: new Map([...before.starts, ...after.starts]),
});

/** What is so where a watch begins: with the last record before, it says what changed meanwhile. */
export const startEvent = ({ alerts, silences, configurations }: Snapshot): AuditEvent => {
  const names = [...(alerts?.values() ?? [])].map(({ labels }) => labels.alertname ?? '').sort();
  const ids = [...(silences?.keys() ?? [])].sort();
  return {
    name: 'watch.started',
    text: `the watch began: ${names.length} alerts fire, ${ids.length} silences are in force`,
    attributes: {
      alerts: names.join(),
      silences: ids.join(),
      ...Object.fromEntries([...configurations].map(([what, hash]) => [`sha256 of ${what}`, hash])),
    },
  };
};
