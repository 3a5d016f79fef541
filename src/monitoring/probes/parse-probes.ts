import { isMap, isSeq, type Node } from 'yaml';
import { type Fault, parseYaml, START } from '../../core/yaml/parse.ts';
import type { Reader } from '../../core/yaml/read-node.ts';
import { readSound } from '../../core/yaml/read-sound.ts';
import { readValue } from '../../core/yaml/read-value.ts';
import { sharedPatternFault } from '../shared-pattern.ts';
import { type Heartbeat, type HttpProbe, PROBE_KINDS, type Probe, type Probes } from './probe.ts';
import { DEFAULTS_SHAPE, PROBE_SHAPE, PROBES_SHAPE } from './shape.ts';

export interface ParsedProbes {
  /** Undefined where the file cannot be used. */
  readonly probes: Probes | undefined;
  readonly faults: readonly Fault[];
}

interface Times {
  readonly interval?: string;
  readonly timeout?: string;
  readonly slow?: string;
  readonly owner?: string;
}
type RawProbe = Times & { readonly id: string } & {
  readonly http?: Pick<HttpProbe, 'url'> & Partial<HttpProbe>;
  readonly tcp?: { readonly address: string; readonly tls?: boolean };
  readonly dns?: Omit<NonNullable<Probe['dns']>, 'type'> & Partial<Pick<NonNullable<Probe['dns']>, 'type'>>;
  readonly icmp?: { readonly host: string };
};
interface RawFile {
  readonly defaults?: Times;
  readonly probes?: readonly RawProbe[];
  readonly heartbeats?: readonly {
    readonly id: string;
    readonly owner?: string;
    readonly every: string;
    readonly grace?: string;
  }[];
}

const DEFAULTS = { interval: '30s', timeout: '5s', slow: '1s', owner: 'platform' } as const;

/** A series of which nothing has come for five minutes has ended for Prometheus. */
const LONGEST_INTERVAL_SECONDS = 240;
const SHORTEST_INTERVAL_SECONDS = 1;

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 };

const secondsOf = (text: string): number =>
  Number.parseInt(text, 10) * (UNITS[text.replace(/^\d+/, '')] ?? 1);

/** Of a URL, or of host and port. */
const PORT = /^(?:https?:\/\/)?[^/?#]*:(\d+)(?:[/?#]|$)/;
const HIGHEST_PORT = 65_535;

type Fail = (path: readonly (string | number)[], message: string) => void;

const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);

const toProbe = (raw: RawProbe, index: number, defaults: Times, fail: Fail): Probe | undefined => {
  const here = ['probes', index] as const;
  const kinds = PROBE_KINDS.filter((kind) => raw[kind] !== undefined);
  const [kind] = kinds;
  if (!kind || kinds.length > 1) {
    const found = kinds.length > 1 ? `has ${kinds.join(' and ')}; ` : '';
    fail(here, `${found}expected one of ${PROBE_KINDS.join(', ')}`);
    return undefined;
  }
  const given = { ...DEFAULTS, ...defaults, ...raw };
  const [intervalSeconds, timeoutSeconds, slowSeconds] = [given.interval, given.timeout, given.slow].map(
    secondsOf,
  ) as [number, number, number];
  if (intervalSeconds < SHORTEST_INTERVAL_SECONDS || intervalSeconds > LONGEST_INTERVAL_SECONDS)
    fail(
      [...here, 'interval'],
      `${given.interval} is not accepted; expected ${SHORTEST_INTERVAL_SECONDS}s to ${LONGEST_INTERVAL_SECONDS / 60}m, ` +
        'as Prometheus takes what is silent for five minutes for gone',
    );
  if (timeoutSeconds > intervalSeconds)
    fail([...here, 'timeout'], `${given.timeout} is longer than the interval of ${given.interval}`);
  if (slowSeconds >= timeoutSeconds)
    fail(
      [...here, 'slow'],
      `${given.slow} is not shorter than the timeout of ${given.timeout}: it would fail before it is slow`,
    );
  const { http, tcp, dns, icmp } = raw;
  const patternFault = http?.body === undefined ? undefined : sharedPatternFault(http.body);
  if (patternFault !== undefined) fail([...here, 'http', 'body'], patternFault);
  if (http && !URL_PATTERN.test(http.url))
    fail([...here, 'http', 'url'], 'has a user or a password; use headers');
  for (const [key, text] of [
    ['http', http?.url],
    ['tcp', tcp?.address],
  ] as const) {
    const port = Number(PORT.exec(text ?? '')?.[1] ?? 1);
    if (port < 1 || port > HIGHEST_PORT)
      fail(
        [...here, key, key === 'http' ? 'url' : 'address'],
        `${port} is no port; expected 1 to ${HIGHEST_PORT}`,
      );
  }
  return {
    id: raw.id,
    kind,
    owner: given.owner,
    intervalSeconds,
    timeoutSeconds,
    slowSeconds,
    ...(http && { http: { method: 'GET', status: [], headers: {}, ...http } }),
    ...(tcp && { tcp: { tls: false, ...tcp } }),
    ...(dns && { dns: { type: 'A', ...dns } }),
    ...(icmp && { icmp }),
  };
};

/** URLs become labels, which everybody can read. */
const URL_PATTERN = /^https?:\/\/[^@/?#]+(?:[/?#]|$)/;

const toHeartbeat = (
  { id, owner, every, grace }: NonNullable<RawFile['heartbeats']>[number],
  defaults: Times,
): Heartbeat => ({
  id,
  owner: owner ?? defaults.owner ?? DEFAULTS.owner,
  everySeconds: secondsOf(every),
  graceSeconds: grace === undefined ? Math.ceil(secondsOf(every) / 10) : secondsOf(grace),
});

const findTwice = (list: string, items: readonly (Node | undefined)[], fail: Fail): void => {
  const ids = items.map((item) => (isMap(item) ? item.get('id') : undefined));
  for (const [index, id] of ids.entries())
    if (typeof id === 'string' && ids.indexOf(id) < index)
      fail([list, index, 'id'], `${JSON.stringify(id)} is there already; expected one of its own`);
};

/** Reads a file of probes. Strict: what is not known, missing or wrong is a fault, and every one is told with its place. */
export const parseProbes = (text: string): ParsedProbes => {
  const { document, faults: syntaxFaults, positionOf } = parseYaml(text);
  if (syntaxFaults.length > 0) return { probes: undefined, faults: syntaxFaults };
  if (!document?.contents)
    return { probes: undefined, faults: [{ ...START, message: 'is empty; expected probes or heartbeats' }] };
  const reader: Reader = { positionOf, faults: [] };
  const raw = readValue(document.contents as Node, PROBES_SHAPE, '', reader) as RawFile | undefined;
  if (!raw) return { probes: undefined, faults: reader.faults };
  const itemsOf = (list: string): readonly Node[] => {
    const node = document.getIn([list], true);
    return isSeq(node) ? (node.items as Node[]) : [];
  };
  const fail: Fail = (path, message) => {
    // What is a default has no place of its own.
    const node = document.getIn(path, true) ?? document.getIn(path.slice(0, 2), true);
    reader.faults.push({ ...positionOf(node as never), message: `${pathText(path)}: ${message}` });
  };
  for (const list of ['probes', 'heartbeats']) findTwice(list, itemsOf(list), fail);
  const { defaults = {}, heartbeats: rawHeartbeats = [] } = raw;
  const isSound = reader.faults.length === 0;
  const givenDefaults = document.getIn(['defaults'], true) as Node | undefined;
  const hasDefaults = !givenDefaults || readSound(givenDefaults, DEFAULTS_SHAPE, positionOf) !== undefined;
  const probes = itemsOf('probes').flatMap((item, index) => {
    const probe = readSound(item, PROBE_SHAPE, positionOf) as RawProbe | undefined;
    return (probe && hasDefaults && toProbe(probe, index, defaults, fail)) || [];
  });
  const heartbeats = isSound ? rawHeartbeats.map((heartbeat) => toHeartbeat(heartbeat, defaults)) : [];
  if (probes.length + heartbeats.length === 0 && reader.faults.length === 0)
    reader.faults.push({ ...START, message: 'has no probe and no heartbeat' });
  const faults = reader.faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { probes: faults.length > 0 ? undefined : { probes, heartbeats }, faults };
};
