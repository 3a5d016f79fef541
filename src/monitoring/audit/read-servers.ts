import { sha256Hex } from './chain.ts';
import type { FiringAlert, Silence, Snapshot } from './snapshot.ts';

/** Fetches a URL as JSON; undefined where it does not answer. */
export type ReadJson = (url: string) => Promise<unknown>;

interface PrometheusAnswer<Data> {
  readonly data?: Data;
}
interface PrometheusAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: string;
  readonly activeAt: string;
}
interface PrometheusRule {
  readonly name: string;
  readonly query: string;
  readonly duration?: number;
  readonly labels?: object;
  readonly annotations?: object;
}
interface AlertmanagerSilence {
  readonly id: string;
  readonly status: { readonly state: string };
  readonly createdBy: string;
  readonly comment: string;
  readonly endsAt: string;
  readonly matchers: readonly {
    readonly name: string;
    readonly value: string;
    readonly isRegex: boolean;
    readonly isEqual?: boolean;
  }[];
}

const sortedText = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

const firing = (alerts: readonly PrometheusAlert[]): ReadonlyMap<string, FiringAlert> =>
  new Map(
    alerts
      .filter(({ state }) => state === 'firing')
      .map(({ labels, annotations, activeAt }) => [
        sortedText(labels),
        { labels, activeAt, summary: annotations.summary ?? '' },
      ]),
  );

const matcherText = ({ name, value, isRegex, isEqual = true }: AlertmanagerSilence['matchers'][number]) =>
  `${name}${isEqual ? (isRegex ? '=~' : '=') : isRegex ? '!~' : '!='}${JSON.stringify(value)}`;

const inForce = (silences: readonly AlertmanagerSilence[]): ReadonlyMap<string, Silence> =>
  new Map(
    silences
      .filter(({ status }) => status.state !== 'expired')
      .map(({ id, createdBy, comment, endsAt, matchers }) => [
        id,
        { createdBy, comment, endsAt, matchers: `{${matchers.map(matcherText).join(', ')}}` },
      ]),
  );

/** What the rules are, without what they have found. */
const ruleTexts = (groups: readonly { name: string; file: string; rules: readonly PrometheusRule[] }[]) =>
  JSON.stringify(
    groups.map(({ name, file, rules }) => [
      file,
      name,
      rules.map((rule) => [rule.name, rule.query, rule.duration, rule.labels, rule.annotations]),
    ]),
  );

/** Asks Prometheus and Alertmanager what is so now. */
export const readSnapshot = async (
  { prometheus, alertmanager }: { readonly prometheus: string; readonly alertmanager: string },
  readJson: ReadJson,
): Promise<Snapshot> => {
  const fromPrometheus = async <Data>(path: string): Promise<Data | undefined> =>
    ((await readJson(`${prometheus}/api/v1/${path}`)) as PrometheusAnswer<Data> | undefined)?.data;
  const [alerts, rules, config, flags, runtime, silences, status] = await Promise.all([
    fromPrometheus<{ alerts: readonly PrometheusAlert[] }>('alerts'),
    fromPrometheus<{ groups: Parameters<typeof ruleTexts>[0] }>('rules'),
    fromPrometheus<{ yaml: string }>('status/config'),
    fromPrometheus<Readonly<Record<string, string>>>('status/flags'),
    fromPrometheus<{ startTime: string }>('status/runtimeinfo'),
    readJson(`${alertmanager}/api/v2/silences`) as Promise<readonly AlertmanagerSilence[] | undefined>,
    readJson(`${alertmanager}/api/v2/status`) as Promise<
      { config: { original: string }; uptime: string } | undefined
    >,
  ]);
  const configurations = new Map<string, string>();
  if (config) configurations.set('the configuration of Prometheus', sha256Hex(config.yaml));
  if (flags) configurations.set('the flags of Prometheus', sha256Hex(sortedText(flags)));
  if (rules) configurations.set('the rules of Prometheus', sha256Hex(ruleTexts(rules.groups)));
  if (status) configurations.set('the configuration of Alertmanager', sha256Hex(status.config.original));
  return {
    ...(alerts && { alerts: firing(alerts.alerts) }),
    ...(silences && { silences: inForce(silences) }),
    configurations,
    starts: new Map([
      ...(runtime ? [['Prometheus', runtime.startTime] as const] : []),
      ...(status ? [['Alertmanager', status.uptime] as const] : []),
    ]),
  };
};
