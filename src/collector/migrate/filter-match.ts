import { type ConfigNode, toPlain } from '../document/node.ts';

type Plain = Readonly<Record<string, unknown>>;

/** A text of OTTL, in double quotes. */
const quoted = (text: string): string => JSON.stringify(text);

/** A comparison with one value, by equality or by regular expression; undefined where OTTL has nothing for it. */
const compare = (path: string, value: unknown, isRegexp: boolean): string | undefined => {
  if (isRegexp) return typeof value === 'string' ? `IsMatch(${path}, ${quoted(value)})` : undefined;
  if (typeof value === 'string') return `${path} == ${quoted(value)}`;
  return typeof value === 'number' || typeof value === 'boolean' ? `${path} == ${value}` : undefined;
};

const join = (conditions: readonly (string | undefined)[], by: 'and' | 'or'): string | undefined => {
  if (conditions.length === 0 || conditions.includes(undefined)) return undefined;
  const text = conditions.join(` ${by} `);
  return conditions.length > 1 && by === 'or' ? `(${text})` : text;
};

type Convert = (value: unknown, isRegexp: boolean) => string | undefined;

const anyOf =
  (path: string): Convert =>
  (values, isRegexp) =>
    Array.isArray(values)
      ? join(
          values.map((value) => compare(path, value, isRegexp)),
          'or',
        )
      : undefined;

const allOf =
  (map: string): Convert =>
  (attributes, isRegexp) =>
    Array.isArray(attributes)
      ? join(
          attributes.map((each) => {
            const { key, value } = (each ?? {}) as Plain;
            if (typeof key !== 'string') return undefined;
            const path = `${map}[${quoted(key)}]`;
            return value === undefined ? `${path} != nil` : compare(path, value, isRegexp);
          }),
          'and',
        )
      : undefined;

const libraries: Convert = (values, isRegexp) =>
  Array.isArray(values)
    ? join(
        values.map((each) => {
          const { name, version, ...others } = (each ?? {}) as Plain;
          if (Object.keys(others).length > 0) return undefined;
          const parts = [compare('instrumentation_scope.name', name, isRegexp)];
          if (version !== undefined) parts.push(compare('instrumentation_scope.version', version, isRegexp));
          const condition = join(parts, 'and');
          return condition && parts.length > 1 ? `(${condition})` : condition;
        }),
        'or',
      )
    : undefined;

const SEVERITIES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** `INFO2`, or a number from 1 to 24, as OTTL has it. */
const severityOf = (min: unknown): string | undefined => {
  const text = String(min).toUpperCase();
  if (/^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)[234]?$/.test(text)) return `SEVERITY_NUMBER_${text}`;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 24) return undefined;
  const step = (number - 1) % 4;
  return `SEVERITY_NUMBER_${SEVERITIES[Math.floor((number - 1) / 4)]}${step === 0 ? '' : step + 1}`;
};

const severityNumber: Convert = (value) => {
  const { min, match_undefined: isUndefinedMeant } = (value ?? {}) as Plain;
  const lowest = severityOf(min);
  if (lowest === undefined) return undefined;
  const condition = `severity_number >= ${lowest}`;
  return isUndefinedMeant === true
    ? `(${condition} or severity_number == SEVERITY_NUMBER_UNSPECIFIED)`
    : condition;
};

/** What each property of the old form is in OTTL. All that are given have to match. */
const PROPERTIES: Readonly<Record<'spans' | 'metrics' | 'logs', Readonly<Record<string, Convert>>>> = {
  spans: {
    services: anyOf('resource.attributes["service.name"]'),
    span_names: anyOf('name'),
    span_kinds: anyOf('kind.deprecated_string'),
    libraries,
    attributes: allOf('attributes'),
    resources: allOf('resource.attributes'),
  },
  // Their resource attributes match whole resources, beside the names and not together with them.
  metrics: { metric_names: anyOf('name') },
  logs: {
    record_attributes: allOf('attributes'),
    resource_attributes: allOf('resource.attributes'),
    bodies: anyOf('body.string'),
    severity_texts: anyOf('severity_text'),
    severity_number: severityNumber,
  },
};

const hasVariable = (node: ConfigNode): boolean => {
  if (node.kind === 'scalar') return node.isExpanded === true;
  const values = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  return values.some(hasVariable);
};

/** The condition that is true of what `include` or `exclude` matches; undefined where there is none. */
export const conditionOf = (signal: 'spans' | 'metrics' | 'logs', node: ConfigNode): string | undefined => {
  if (node.kind !== 'map' || hasVariable(node)) return undefined;
  const { match_type: matchType, regexp: _cache, ...properties } = toPlain(node) as Plain;
  if (matchType !== 'strict' && matchType !== 'regexp') return undefined;
  const conditions = Object.entries(properties).map(([key, value]) =>
    PROPERTIES[signal][key]?.(value, matchType === 'regexp'),
  );
  return join(conditions, 'and');
};
