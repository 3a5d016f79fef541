import { literal } from '../environment.ts';
import { goPattern } from '../patterns.ts';
import { HASHED, isPossible } from './actions.ts';
import { bodyStatements } from './body-statements.ts';
import { patternOf } from './key-statements.ts';
import { quote } from './ottl.ts';
import { DATA_POINT, LOG, type Place, RESOURCE, SCOPE, SPAN, SPAN_EVENT } from './places.ts';
import type { CollectorRedaction } from './policy.ts';
import { STATEMENT_KEYS } from './query-statements.ts';
import { cleaningStatements, returningStatements } from './statements.ts';

/** Of the environment of the Collector; it does not start with a key of less than 32 bytes. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the Collector reads it
const HASH_KEY = '${env:BINNACLE_REDACTION_HASH_KEY}';

const hashRules = ({ rules }: CollectorRedaction) =>
  rules.filter((rule) => rule.action === 'hash' && isPossible(rule));

const keyPatterns = ({ keys }: CollectorRedaction, ...actions: readonly string[]): string[] =>
  keys.filter(({ action }) => actions.includes(action)).map(({ patterns }) => literal(patternOf(patterns)));

type Statements = (place: Place) => readonly string[];

/** A `transform` processor with the same for every place. A statement that fails holds the data back. */
const transform = (statements: Statements): object => {
  const group = (place: Place): object => ({ context: place.context, statements: statements(place) });
  const resource = group(RESOURCE);
  const scope = group(SCOPE);
  return {
    error_mode: 'propagate',
    trace_statements: [resource, scope, group(SPAN), group(SPAN_EVENT)],
    metric_statements: [resource, scope, group(DATA_POINT)],
    log_statements: [resource, scope, group(LOG)],
  };
};

/** The body that was a map or a list is read again; where it cannot be, its clean text stays. */
const withBody = (processor: object): object => {
  const { log_statements, ...rest } = processor as { readonly log_statements: readonly object[] };
  const body = { context: 'log', error_mode: 'ignore', statements: bodyStatements() };
  return { ...rest, log_statements: [...log_statements, body] };
};

/** Hashes with a key: only this processor can, not the language of the other. */
const hashing = (more: object): object => ({
  allow_all_keys: true,
  ...more,
  hash_function: 'hmac-sha256',
  hmac_key: HASH_KEY,
  summary: 'silent',
});

/** Values of lists and maps that are attributes; texts are done by then. */
const nestedProcessor = (redaction: CollectorRedaction): object => {
  const ignored = keyPatterns(redaction, 'allow');
  return {
    allow_all_keys: true,
    redact_all_types: true,
    blocked_values: redaction.rules.map((rule) => literal(goPattern(rule))),
    allowed_values: ['^[^\\[{]', '\\[(?:REDACTED:[a-z0-9-]+|HASHED:[a-z0-9-]+_[0-9a-f]{16})\\]'],
    ...(ignored.length > 0 && { ignored_key_patterns: ignored }),
    summary: 'silent',
  };
};

/** Keys inside a map that is the body of a log record, at any depth; attributes are the other processor's. */
const bodyKeysProcessor = (redaction: CollectorRedaction): object => {
  const ignored = keyPatterns(redaction, 'allow');
  return {
    allow_all_keys: true,
    blocked_key_patterns: keyPatterns(redaction, 'remove', 'deny', 'hash', 'partial', 'truncate'),
    allowed_values: ['^'],
    ...(ignored.length > 0 && { ignored_key_patterns: ignored }),
    summary: 'silent',
  };
};

/** Literals of statements, by `db.system.name`. Its fallback for a statement that it cannot read is the statement. */
const queriesProcessor = (): object => {
  return {
    allow_all_keys: true,
    db_sanitizer: {
      sanitize_span_name: false,
      sql: { enabled: true, attributes: [...STATEMENT_KEYS] },
      redis: { enabled: true, attributes: [...STATEMENT_KEYS] },
      valkey: { enabled: true, attributes: [...STATEMENT_KEYS] },
      memcached: { enabled: true, attributes: [...STATEMENT_KEYS] },
      mongo: { enabled: true, attributes: [...STATEMENT_KEYS] },
    },
    summary: 'silent',
  };
};

export interface RedactionProcessors {
  readonly processors: Readonly<Record<string, object>>;
  /** The names of the processors, in their order, by signal. */
  readonly order: Readonly<Record<'traces' | 'metrics' | 'logs', readonly string[]>>;
}

/** The Collector's processors for a policy, and the order in which a pipeline has them. */
export const redactionProcessors = (redaction: CollectorRedaction): RedactionProcessors => {
  const hashed = hashRules(redaction);
  const hashedKeys = keyPatterns(redaction, 'hash');
  const allowedKeys = keyPatterns(redaction, 'allow');
  const ignored = keyPatterns(redaction, 'allow', 'hash');
  const clean: Statements = (place) => cleaningStatements(place, redaction);
  const first = transform((place) => [
    ...clean(place),
    ...(hashed.length > 0 ? [] : returningStatements(place)),
  ]);
  const last = transform((place) => [
    ...HASHED.map(
      ([pattern, replacement]) =>
        `replace_all_patterns(${place.attributes}, "value", ${quote(pattern)}, ${quote(replacement)})`,
    ),
    ...returningStatements(place),
  ]);
  const processors: Record<string, object> = {
    'redaction/queries': queriesProcessor(),
    // Of a number it would hash nothing, the same for all, did it not take it for a text.
    ...(hashedKeys.length > 0 && {
      'redaction/hash-keys': hashing({
        blocked_key_patterns: hashedKeys,
        redact_all_types: true,
        ...(allowedKeys.length > 0 && { ignored_key_patterns: allowedKeys }),
      }),
    }),
    // Behind the one that hashes, which would make a hash of the mask inside of bodies.
    'redaction/body-keys': bodyKeysProcessor(redaction),
    'transform/redaction': hashed.length > 0 ? first : withBody(first),
    ...(hashed.length > 0 && {
      'redaction/hash': hashing({
        blocked_values: hashed.map((rule) => literal(goPattern(rule))),
        ...(ignored.length > 0 && { ignored_key_patterns: ignored }),
      }),
      'transform/hashed': withBody(last),
    }),
    'redaction/nested': nestedProcessor(redaction),
  };
  const order = (...without: readonly string[]) =>
    Object.keys(processors).filter((name) => !without.includes(name));
  return {
    processors,
    order: {
      traces: order('redaction/body-keys'),
      metrics: order('redaction/body-keys', 'redaction/queries'),
      logs: order('redaction/queries'),
    },
  };
};
