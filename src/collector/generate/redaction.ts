import { literal } from './environment.ts';
import { type CollectorPattern, findsItsMarker, goPattern, markerOf } from './patterns.ts';
import { cleanQueries, cleanText, cleanValues, sparingIdentifiers } from './statements.ts';

/** What is personal or secret: `core/redaction` has the values that both the SDK and the Collector use. */
export interface RedactionPolicy {
  readonly rules: readonly CollectorPattern[];
  /** Patterns of the keys whose values go whatever they look like. */
  readonly sensitiveKeys: readonly string[];
}

const escapeForGo = (text: string): string => text.replace(/[\\[\](){}.*+?^$|]/g, '\\$&');

/**
 * The `transform` processor: every rule on every text that it can name, keeping what a rule keeps.
 * A statement that fails holds the data back instead of letting it through as it is.
 */
export const transformProcessor = ({ rules, sensitiveKeys }: RedactionPolicy): object => {
  const resource = {
    context: 'resource',
    statements: sparingIdentifiers(cleanValues('resource.attributes', rules)),
  };
  const scope = { context: 'scope', statements: cleanValues('scope.attributes', rules) };
  const queries = (attributes: string): string[] => cleanQueries(attributes, sensitiveKeys);
  return {
    error_mode: 'propagate',
    trace_statements: [
      resource,
      scope,
      {
        context: 'span',
        statements: [
          ...queries('span.attributes'),
          ...cleanText('span.name', rules),
          ...cleanText('span.status.message', rules),
          ...cleanValues('span.attributes', rules),
        ],
      },
      {
        context: 'spanevent',
        statements: [
          ...queries('spanevent.attributes'),
          ...cleanText('spanevent.name', rules),
          ...cleanValues('spanevent.attributes', rules),
        ],
      },
    ],
    metric_statements: [
      resource,
      scope,
      { context: 'datapoint', statements: cleanValues('datapoint.attributes', rules) },
    ],
    log_statements: [
      resource,
      scope,
      {
        context: 'log',
        statements: [
          ...queries('log.attributes'),
          ...cleanText('log.event_name', rules),
          ...cleanText('log.body', rules),
          ...cleanValues('log.body', rules, ' where IsMap(log.body)'),
          ...cleanValues('log.attributes', rules),
        ],
      },
    ],
  };
};

/** Attributes that hold a number by definition. https://opentelemetry.io/docs/specs/semconv/registry/attributes/ */
const NUMERIC_KEYS = ['process.pid', 'process.parent_pid', 'thread.id', 'service.instance.id'];

/**
 * The `redaction` processor, which goes into nested maps and lists and judges keys. It knows no groups that stay:
 * a value that carries the marker of a rule which finds its own marker has been cleaned, and is left as it is.
 */
export const redactionProcessor = ({ rules, sensitiveKeys }: RedactionPolicy): object => {
  const markers = rules.filter(findsItsMarker).map(markerOf).map(escapeForGo);
  return {
    allow_all_keys: true,
    redact_all_types: true,
    blocked_key_patterns: sensitiveKeys.map((key) => literal(`(?i)${key}`)),
    blocked_values: rules.map((rule) => literal(goPattern(rule))),
    allowed_values: markers.map(literal),
    ignored_keys: NUMERIC_KEYS,
    summary: 'silent',
  };
};
