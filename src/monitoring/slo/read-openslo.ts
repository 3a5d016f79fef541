import { isScalar, isSeq, type Node } from 'yaml';
import {
  fail,
  type Reader,
  readChoice,
  readMap,
  readNumber,
  readText,
  shown,
  type Value,
} from '../../core/yaml/read-node.ts';
import { NO_TEMPLATE } from './no-template.ts';
import { counterOf } from './openslo-query.ts';
import { readRatio } from './read-indicator.ts';
import { type IdPlaces, readId, readObjective } from './read-objective.ts';
import type { Slo } from './slo.ts';
import { SLO_WINDOWS, type SloWindow } from './windows.ts';

type Entries = ReadonlyMap<string, Value>;

/** What the other documents of the file say, by the names that an SLO refers to them with. */
export interface OpenSloContext {
  readonly reader: Reader;
  /** Objects of the kind SLI. */
  readonly indicators: ReadonlyMap<string, Value>;
  /** Types of data sources. */
  readonly sourceTypes: ReadonlyMap<string, Value>;
  /** Objectives that were read. */
  readonly ids: IdPlaces;
}

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

const unknown = (name: string, what: string, known: ReadonlyMap<string, unknown>): string =>
  `there is no ${what} ${shown(name)} in the file; ${known.size === 0 ? 'there are none' : `there are ${[...known.keys()].join(', ')}`}`;

/** The selector of a metric source of Prometheus, whose type is said here or by the data source that it refers to. */
const queryOf = ({ reader, sourceTypes }: OpenSloContext, value: Value | undefined): Value | undefined => {
  const source = read(reader, value, ['metricSource'])?.get('metricSource');
  const entries = read(reader, source, ['spec'], ['type', 'metricSourceRef']);
  if (!source || !entries) return undefined;
  const reference = entries.get('metricSourceRef');
  const name = readText(reader, reference, 'the name of a data source');
  const given = entries.get('type') ?? (name === undefined ? undefined : sourceTypes.get(name));
  if (!given && reference && name !== undefined)
    fail(reader, reference, `${unknown(name, 'data source', sourceTypes)}; type: Prometheus would do too`);
  else if (!given) fail(reader, source, '"type" is missing');
  const type = readText(reader, given, 'Prometheus: others cannot be taken over', /^prometheus$/i);
  const query = read(reader, entries.get('spec'), ['query'])?.get('query');
  return type === undefined || !query ? undefined : counterOf(query);
};

const indicatorOf = (context: OpenSloContext, value: Value | undefined): Slo['indicator'] | undefined => {
  const { reader } = context;
  const spec = read(reader, value, ['spec'], ['apiVersion', 'kind', 'metadata'])?.get('spec');
  const ratio = read(reader, spec, ['ratioMetric'], ['description'])?.get('ratioMetric');
  const entries = read(reader, ratio, ['total'], ['counter', 'good', 'bad']);
  if (!ratio || !entries) return undefined;
  const counter = entries.get('counter');
  if (counter && !(isScalar(counter.node) && counter.node.value === true))
    fail(reader, counter, 'expected true: values that do not only grow cannot be taken over');
  const given = ['good', 'bad', 'total'].filter((name) => entries.has(name));
  const queries = given.flatMap((name) => {
    const query = queryOf(context, entries.get(name));
    return query ? [[name, query] as const] : [];
  });
  // What has no query has told its own fault.
  return queries.length < given.length ? undefined : readRatio(reader, ratio, new Map(queries));
};

/** Of the SLO itself, or another document's. */
const indicatorIn = (context: OpenSloContext, spec: Value, entries: Entries): Value | undefined => {
  const { reader, indicators } = context;
  const [here, reference] = [entries.get('indicator'), entries.get('indicatorRef')];
  if (here && reference) return fail(reader, reference, 'is there beside indicator; expected one of both');
  if (here) return here;
  if (!reference) return fail(reader, spec, '"indicator" is missing');
  const name = readText(reader, reference, 'the name of an SLI');
  if (name === undefined) return undefined;
  return indicators.get(name) ?? fail(reader, reference, unknown(name, 'SLI', indicators));
};

/** Weeks are days. */
const DURATIONS: Readonly<Record<string, SloWindow>> = {
  ...Object.fromEntries(SLO_WINDOWS.map((window) => [window, window])),
  '1w': '7d',
  '4w': '28d',
};

const windowOf = (reader: Reader, value: Value | undefined): SloWindow | undefined => {
  const entries = read(reader, only(reader, value, 'window'), ['duration'], ['isRolling']);
  const rolling = entries?.get('isRolling');
  if (rolling && !(isScalar(rolling.node) && rolling.node.value === true))
    fail(reader, rolling, 'expected true: windows of the calendar cannot be taken over');
  const duration = readChoice(reader, entries?.get('duration'), Object.keys(DURATIONS));
  return duration === undefined ? undefined : DURATIONS[duration];
};

const objectiveOf = (
  reader: Reader,
  goal: Value | undefined,
  window: Slo['window'] | undefined,
): number | undefined => {
  const targets = read(reader, goal, [], ['target', 'targetPercent', 'displayName']);
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

/** An SLO of OpenSLO v1. */
export const readOpenSlo = (context: OpenSloContext, document: Value): Slo | undefined => {
  const { reader, ids } = context;
  const entries = read(reader, document, ['apiVersion', 'kind', 'metadata', 'spec']);
  if (!entries) return undefined;
  const metadata = read(reader, entries.get('metadata'), ['name', 'labels'], ['displayName', 'annotations']);
  const id = readId(reader, metadata?.get('name'), ids);
  const labels = metadata?.get('labels');
  const faultsBefore = reader.faults.length;
  const owner = labelOf(reader, labels, ['team', 'owner']);
  if (labels && owner === undefined && reader.faults.length === faultsBefore)
    fail(reader, labels, '"team" is missing: it says where alerts go');
  const specValue = entries.get('spec');
  const spec = read(
    reader,
    specValue,
    ['service', 'timeWindow', 'budgetingMethod', 'objectives'],
    ['indicator', 'indicatorRef', 'description', 'alertPolicies'],
  );
  const service = readText(
    reader,
    spec?.get('service'),
    'the label job of the service, such as shop/orders',
    NO_TEMPLATE,
  );
  const description = readText(reader, spec?.get('description'), 'a text without {{', NO_TEMPLATE);
  readChoice(reader, spec?.get('budgetingMethod'), ['Occurrences']);
  const window = windowOf(reader, spec?.get('timeWindow'));
  const objective = objectiveOf(reader, only(reader, spec?.get('objectives'), 'objective'), window);
  const indicator = spec && specValue && indicatorOf(context, indicatorIn(context, specValue, spec));
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
