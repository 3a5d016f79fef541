import { labelNameOf, metricNameOf } from '../prometheus/names.ts';
import { type AnyDefinition, type KpiType, labelNamesOf, valuesOf } from './definition.ts';

/** https://opentelemetry.io/docs/specs/otel/metrics/api/#instrument-name-syntax */
const NAME = /^[A-Za-z][A-Za-z0-9_./-]{0,254}$/;
const MAX_UNIT_LENGTH = 63;
const MAX_BUCKETS = 100;
const MAX_LABELS = 10;

/** Why nothing can be measured by a definition; undefined where it can. */
export const refuseDefinition = (definition: AnyDefinition, type: KpiType): string | undefined => {
  if (typeof definition !== 'object' || definition === null) return 'is no definition';
  const { name, unit = '', labels = [], buckets } = definition;
  if (typeof name !== 'string' || !NAME.test(name))
    return 'has no name that a metric can have: a letter, then letters, digits, _ . - /';
  if (typeof unit !== 'string' || unit.length > MAX_UNIT_LENGTH) return 'has no unit that a metric can have';
  if (typeof labels !== 'object' || labels === null) return 'has labels that are neither names nor an object';
  const wrong = labelNamesOf(labels).find((label) => labelNameOf(String(label)) === undefined);
  if (wrong !== undefined) return `has a label ${JSON.stringify(wrong)}, of which no name is left`;
  if (type !== 'histogram' || buckets === undefined) return undefined;
  const isRising =
    Array.isArray(buckets) &&
    buckets.every((bound, i) => Number.isFinite(bound) && (i === 0 || bound > (buckets[i - 1] as number)));
  return isRising && buckets.length <= MAX_BUCKETS
    ? undefined
    : `has buckets that are not at most ${MAX_BUCKETS} rising numbers`;
};

/** What people write for units, and what UCUM has. */
const UNIT_NAMES: Readonly<Record<string, string>> = {
  second: 's',
  seconds: 's',
  sec: 's',
  millisecond: 'ms',
  milliseconds: 'ms',
  minutes: 'min',
  hours: 'h',
  days: 'd',
  byte: 'By',
  bytes: 'By',
  percent: '%',
  count: '1',
};

/** Labels that Prometheus or the exporters set. */
const RESERVED = new Set(['le', 'quantile', 'job', 'instance', 'otel_scope_name', 'otel_scope_version']);

/** Labels whose values are as many as there are users, requests or moments. */
const MANY =
  /(?:^|_)(?:id|ids|uuid|guid|email|mail|url|uri|path|ip|address|user|username|customer|account|session|token|timestamp|time|date|hash|query|phone|message|trace|span)$/;

const snakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

function* nameFaults({ name, unit = '' }: AnyDefinition, type: KpiType): Generator<string> {
  if (/[A-Z-]/.test(name)) yield `is better called ${snakeCase(name).replaceAll('-', '_')}`;
  const ending = /[._](total|count|sum|bucket|info)$/.exec(name)?.[1];
  if (ending !== undefined) yield `ends with "${ending}", which Prometheus adds or reads as its own`;
  const plain = UNIT_NAMES[unit.toLowerCase()];
  if (plain !== undefined && plain !== unit) yield `has the unit "${unit}"; the unit is "${plain}"`;
  if (type === 'histogram' && unit === '') yield 'has no unit, and nobody knows what its values are';
  const last = /[._](seconds|milliseconds|ms|secs?|bytes|percent|ratio)$/.exec(name)?.[1];
  if (last !== undefined) yield `has "${last}" in its name; the unit says that, and Prometheus adds it`;
}

function* labelFaults({ labels = [] }: AnyDefinition, maxSeries: number): Generator<string> {
  const names = labelNamesOf(labels);
  if (names.length > MAX_LABELS) yield `has ${names.length} labels; each multiplies its series`;
  const seen = new Map<string, string>();
  for (const name of names) {
    const label = labelNameOf(name) ?? name;
    const other = seen.get(label);
    if (other !== undefined) yield `has labels that are the same for Prometheus: ${other} and ${name}`;
    seen.set(label, name);
    if (RESERVED.has(label) || label.startsWith('__'))
      yield `has a label "${name}", which is Prometheus's own`;
    else if (valuesOf(labels, name) === undefined && MANY.test(snakeCase(label)))
      yield `has a label "${name}", which may have values without end; such belong on spans and log records`;
  }
  const series = names.reduce((product, name) => product * (valuesOf(labels, name)?.length ?? 1), 1);
  if (series > maxSeries) yield `may have ${series} series; the limit is ${maxSeries}`;
}

/** What is not wise about a definition, each as the end of a sentence that begins with its name. */
export const lintDefinition = (
  definition: AnyDefinition,
  type: KpiType,
  maxSeries: number,
): readonly string[] => [
  ...(typeof definition.help === 'string' && definition.help.trim() !== ''
    ? []
    : ['has no help, which says what it means']),
  ...nameFaults(definition, type),
  ...labelFaults(definition, maxSeries),
];

/** The name that Prometheus gives to it. */
export const prometheusNameOf = ({ name, unit = '' }: AnyDefinition, type: KpiType): string =>
  metricNameOf(name, unit, type, false) ?? name;
