import { CALLER_ADDRESS_KEYS, OWN_ADDRESS_KEYS } from './address-keys.ts';
import { createKeyList } from './key-list.ts';
import { QUERY_KEYS, URL_KEYS } from './keys.ts';

/** What an attribute holds, by its name: https://opentelemetry.io/docs/specs/semconv/registry/attributes/ */
export type AttributeKind =
  | 'text'
  | 'url'
  | 'query'
  /** SQL, or a command of another database. */
  | 'statement'
  /** A value that was given to a statement. */
  | 'parameter'
  | 'graphql'
  | 'command line'
  /** The address of a machine of one's own. */
  | 'own address'
  /** The address of the one who calls. */
  | 'caller address';

const BY_KEY: ReadonlyMap<string, AttributeKind> = new Map([
  ...URL_KEYS.map((key) => [key, 'url'] as const),
  ...QUERY_KEYS.map((key) => [key, 'query'] as const),
  ['db.query.text', 'statement'],
  ['db.statement', 'statement'],
  ['graphql.document', 'graphql'],
  ['graphql.source', 'graphql'],
  ['process.command_line', 'command line'],
  ['process.command_args', 'command line'],
]);

/** Attributes whose names end in one that the application chose, and whose values go. */
export const PARAMETER_PREFIXES: readonly string[] = [
  'db.query.parameter.',
  'db.operation.parameter.',
  'db.elasticsearch.path_parts.',
  'graphql.variables.',
  'graphql.variable.',
  'http.request.header.cookie.',
  'http.request.cookie.',
  'http.response.header.set-cookie.',
];

const HEADERS = [
  'http.request.header.',
  'http.response.header.',
  'rpc.request.metadata.',
  'rpc.response.metadata.',
];

const isCallerAddressKey = createKeyList(CALLER_ADDRESS_KEYS);
const isOwnAddressKey = createKeyList(OWN_ADDRESS_KEYS);

const URL_HEADERS = new Set(['referer', 'location', 'content-location']);

const headerOf = (key: string): string | undefined => {
  const prefix = HEADERS.find((each) => key.startsWith(each));
  return prefix && key.slice(prefix.length).replaceAll('_', '-');
};

export const kindOf = (key: string): AttributeKind => {
  const name = key.toLowerCase();
  const known = BY_KEY.get(name);
  if (known) return known;
  if (PARAMETER_PREFIXES.some((prefix) => name.startsWith(prefix))) return 'parameter';
  if (URL_HEADERS.has(headerOf(name) ?? '')) return 'url';
  if (isOwnAddressKey(name)) return 'own address';
  return isCallerAddressKey(name) ? 'caller address' : 'text';
};
