import type { Node } from 'yaml';
import { isSeq } from 'yaml';
import { parseYaml, START } from '../../core/yaml/parse.ts';
import {
  fail,
  type Reader,
  readChoice,
  readMap,
  readNumber,
  readText,
  type Value,
} from '../../core/yaml/read-node.ts';
import { NO_TEMPLATE } from './no-template.ts';
import type { ParsedSlos } from './parse-slos.ts';
import { readRatio } from './read-indicator.ts';
import { readId, readObjective } from './read-objective.ts';
import type { Slo } from './slo.ts';
import { SLO_WINDOWS } from './windows.ts';

type Entries = ReadonlyMap<string, Value>;

/** What is known of a map of OpenSLO, and is not needed, is passed over; what nobody knows is a fault. */
const read = (
  reader: Reader,
  value: Value | undefined,
  required: readonly string[],
  passed: readonly string[] = [],
): Entries | undefined => value && readMap(reader, value, { known: [...required, ...passed], required });

/** The one item of a list. */
const only = (reader: Reader, value: Value | undefined, what: string): Value | undefined => {
  if (!value) return undefined;
  const items = isSeq(value.node) ? value.node.items : [];
  return items.length === 1
    ? { node: items[0] as Node, path: `${value.path}[0]` }
    : fail(reader, value, `expected a list with one ${what}; ${items.length} cannot be taken over`);
};

/** A label of OpenSLO is a text or a list of texts: the first. */
const labelOf = (reader: Reader, labels: Value | undefined, names: readonly string[]): string | undefined => {
  const value = names
    .map((name) =>
      (labels?.node as { get?: (key: string, keep: true) => unknown } | undefined)?.get?.(name, true),
    )
    .find(Boolean) as Node | undefined;
  if (!labels || !value) return undefined;
  const first = isSeq(value) ? (value.items[0] as Node) : value;
  return readText(
    reader,
    { node: first, path: `${labels.path}.${names[0]}` },
    'a team such as payments',
    /^[\w.@/-]+$/,
  );
};

/** The selector of a metric source of Prometheus. */
const queryOf = (reader: Reader, value: Value | undefined): Value | undefined => {
  const source = read(reader, value, ['metricSource'])?.get('metricSource');
  const entries = read(reader, source, ['type', 'spec'], ['metricSourceRef']);
  const type = readText(
    reader,
    entries?.get('type'),
    'Prometheus: others cannot be taken over',
    /^prometheus$/i,
  );
  const query = read(reader, entries?.get('spec'), ['query'])?.get('query');
  return type === undefined ? undefined : query;
};

const indicatorOf = (reader: Reader, value: Value | undefined): Slo['indicator'] | undefined => {
  const spec = read(reader, value, ['spec'], ['metadata'])?.get('spec');
  const ratio = read(reader, spec, ['ratioMetric'], ['description'])?.get('ratioMetric');
  const entries = read(reader, ratio, ['total'], ['counter', 'good', 'bad']);
  if (!ratio || !entries) return undefined;
  const given = ['good', 'bad', 'total'].filter((name) => entries.has(name));
  const queries = given.flatMap((name) => {
    const query = queryOf(reader, entries.get(name));
    return query ? [[name, query] as const] : [];
  });
  // What has no query has told its own fault.
  return queries.length < given.length ? undefined : readRatio(reader, ratio, new Map(queries));
};

const sloOf = (reader: Reader, document: Value): Slo | undefined => {
  const entries = read(reader, document, ['apiVersion', 'kind', 'metadata', 'spec']);
  if (!entries) return undefined;
  readChoice(reader, entries.get('apiVersion'), ['openslo/v1']);
  readChoice(reader, entries.get('kind'), ['SLO']);
  const metadata = read(reader, entries.get('metadata'), ['name', 'labels'], ['displayName', 'annotations']);
  const id = readId(reader, metadata?.get('name'), new Set());
  const labels = metadata?.get('labels');
  const owner = labelOf(reader, labels, ['team', 'owner']);
  if (labels && owner === undefined && !reader.faults.some(({ message }) => message.includes('.labels')))
    fail(reader, labels, '"team" is missing: it says where alerts go');
  const spec = read(
    reader,
    entries.get('spec'),
    ['service', 'indicator', 'timeWindow', 'budgetingMethod', 'objectives'],
    ['description', 'alertPolicies'],
  );
  const service = readText(
    reader,
    spec?.get('service'),
    'the label job of the service, such as shop/orders',
    NO_TEMPLATE,
  );
  const description = readText(reader, spec?.get('description'), 'a text without {{', NO_TEMPLATE);
  readChoice(reader, spec?.get('budgetingMethod'), ['Occurrences']);
  const timeWindow = read(reader, only(reader, spec?.get('timeWindow'), 'window'), ['duration', 'isRolling']);
  const window = readChoice(reader, timeWindow?.get('duration'), SLO_WINDOWS);
  const goal = only(reader, spec?.get('objectives'), 'objective');
  const targets = read(reader, goal, [], ['target', 'targetPercent', 'displayName']);
  const objective = objectiveOf(reader, goal, targets, window);
  const indicator = indicatorOf(reader, spec?.get('indicator'));
  if (!id || !owner || !service || !window || objective === undefined || !indicator) return undefined;
  return {
    id,
    owner,
    service,
    window,
    objective,
    indicator,
    ...(description !== undefined && { description }),
  };
};

const objectiveOf = (
  reader: Reader,
  goal: Value | undefined,
  targets: Entries | undefined,
  window: Slo['window'] | undefined,
): number | undefined => {
  if (!goal || !targets) return undefined;
  const inPercent = targets.get('targetPercent');
  if (inPercent) return readObjective(reader, inPercent, window);
  const target = targets.get('target');
  if (!target) return fail(reader, goal, '"target" is missing');
  const share = readNumber(reader, target, 'a share such as 0.999');
  if (share === undefined) return undefined;
  if (share <= 0 || share >= 1)
    return fail(reader, target, `${share} is not accepted; expected a share such as 0.999`);
  return readObjective(reader, target, window, Number((share * 100).toPrecision(10)));
};

/**
 * Reads an SLO of OpenSLO v1 whose indicator is a ratio of two counters of Prometheus: https://github.com/OpenSLO/OpenSLO
 * The team comes from the label `team` or `owner` of its metadata.
 */
export const parseOpenSlo = (text: string): ParsedSlos => {
  const { document, faults, positionOf } = parseYaml(text);
  if (faults.length > 0) return { slos: undefined, faults };
  if (!document?.contents)
    return { slos: undefined, faults: [{ ...START, message: 'is empty; expected an SLO of OpenSLO' }] };
  const reader: Reader = { positionOf, faults: [] };
  const slo = sloOf(reader, { node: document.contents as Node, path: '' });
  const sorted = reader.faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { slos: slo && sorted.length === 0 ? [slo] : undefined, faults: sorted };
};
