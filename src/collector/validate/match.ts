import { regexpFault } from '../../core/go/regexp.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

/**
 * Which keys of `include` and `exclude` are for which signal:
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/internal/filter/filterconfig/config.go
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  traces: ['services', 'span_names', 'attributes', 'libraries', 'resources', 'span_kinds'],
  logs: ['attributes', 'libraries', 'resources', 'log_bodies', 'log_severity_texts', 'log_severity_number'],
  metrics: ['metric_names', 'resources'],
};
const ALL_KEYS = [...new Set(Object.values(KEYS).flat())];
/** For traces these two are read, and the rest is refused. */
const TEXT_KEYS = [
  'services',
  'span_names',
  'span_kinds',
  'log_bodies',
  'log_severity_texts',
  'metric_names',
];
const SPAN_KINDS = [
  'SPAN_KIND_INTERNAL',
  'SPAN_KIND_CLIENT',
  'SPAN_KIND_SERVER',
  'SPAN_KIND_CONSUMER',
  'SPAN_KIND_PRODUCER',
];
const MATCH_TYPES = ['strict', 'regexp'];

/** An attribute without a value has to be there, whatever it is. */
const hasText = (match: View, key: string): boolean =>
  key === 'attributes' || key === 'resources'
    ? match.items(key).some((attribute) => attribute.has('value'))
    : match.items(key).length > 0;

const isUsed = (match: View, key: string): boolean =>
  key === 'log_severity_number' ? match.has(key) : match.items(key).length > 0;

function* checkSignal(match: View, signal: string): Iterable<Finding> {
  const keys = KEYS[signal] ?? [];
  const used = ALL_KEYS.filter((key) => isUsed(match, key));
  for (const key of used) if (!keys.includes(key)) yield match.fault(`is not possible for ${signal}`, key);
  if (!used.some((key) => keys.includes(key)))
    yield match.fault(`has nothing to match ${signal} by; expected one of ${keys.join(', ')}`);
}

/** Values that are matched as regular expressions. */
export function* checkAttributeTexts(match: View, keys: readonly string[]): Iterable<Finding> {
  for (const key of keys)
    for (const [index, attribute] of match.items(key).entries()) {
      const { node } = attribute.at('value');
      if (!node || (node.kind === 'scalar' && node.value === null)) continue;
      const isText = node.kind === 'scalar' && typeof node.value === 'string';
      const fault = isText
        ? regexpFault(attribute.text('value'))
        : 'expected a string for match_type: regexp';
      if (fault) yield match.fault(fault, key, index, 'value');
    }
}

function* checkLibraries(match: View): Iterable<Finding> {
  for (const [index, library] of match.items('libraries').entries())
    for (const key of ['name', 'version']) {
      const fault = regexpFault(library.text(key));
      if (fault) yield match.fault(fault, 'libraries', index, key);
    }
}

/** Of metrics the names alone are matched. */
function* checkMetricNames(match: View): Iterable<Finding> {
  const names = match.texts('metric_names');
  const type = match.text('match_type');
  if (names.length > 0 && ![...MATCH_TYPES, 'expr'].includes(type))
    yield match.fault('expected strict or regexp', 'match_type');
  if (type !== 'regexp') return;
  for (const [index, name] of names.entries()) {
    const fault = regexpFault(name);
    if (fault) yield match.fault(fault, 'metric_names', index);
  }
}

function* checkTexts(match: View): Iterable<Finding> {
  const type = match.text('match_type');
  const needsType = [...TEXT_KEYS, 'attributes', 'resources', 'libraries'].some((key) => hasText(match, key));
  if (needsType && !MATCH_TYPES.includes(type)) {
    yield match.fault('expected strict or regexp', 'match_type');
    return;
  }
  if (type === 'strict')
    for (const [index, kind] of match.texts('span_kinds').entries())
      if (!SPAN_KINDS.includes(kind))
        yield match.fault(`expected one of ${SPAN_KINDS.join(', ')}`, 'span_kinds', index);
  for (const key of ['attributes', 'resources'])
    for (const [index, attribute] of match.items(key).entries())
      if (attribute.text('key') === '')
        yield match.fault('is missing; expected the name of an attribute', key, index, 'key');
  if (type !== 'regexp') return;
  yield* checkAttributeTexts(match, ['attributes', 'resources']);
  yield* checkLibraries(match);
  for (const key of TEXT_KEYS)
    for (const [index, text] of match.texts(key).entries()) {
      const fault = regexpFault(text);
      if (fault) yield match.fault(fault, key, index);
    }
}

/** `include` and `exclude` of the attributes and the span processor, for the signals of their pipelines. */
export function* checkMatch(view: View, ...keys: readonly string[]): Iterable<Finding> {
  for (const key of ['include', 'exclude']) {
    const match = view.at(...keys, key);
    if (match.node?.kind !== 'map') continue;
    const findings = [
      ...(view.signals.every((signal) => signal === 'metrics') ? checkMetricNames(match) : checkTexts(match)),
      ...view.signals.flatMap((signal) => [...checkSignal(match, signal)]),
    ];
    for (const { at, message } of findings) yield { at: [...keys, key, ...at], message };
  }
}
