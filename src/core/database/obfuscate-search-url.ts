import { REDACTED } from '../redaction/mark.ts';
import { pathOf, queryOf } from './search-target.ts';

/** Longest URL that is read, in UTF-16 units. */
const MAX_URL = 8_192;

/** Attributes that hold a URL of the request, or a part of it: a path with its query, or a query alone. */
const TARGETS = ['url.full', 'url.original', 'url.path', 'http.url', 'http.target'];
const QUERIES = ['url.query'];

/** Databases whose requests have a path with ids and words to search for in their URL. */
export const SEARCH_SYSTEMS: readonly string[] = ['elasticsearch', 'opensearch', 'couchdb'];
const SYSTEMS = new Set<unknown>(SEARCH_SYSTEMS);

export const SEARCH_URL_KEYS: readonly string[] = [...TARGETS, ...QUERIES];

const AUTHORITY = /^(?:[a-z][a-z0-9+.-]{0,20}:)?\/\/[^/?#]*/i;

/** Of a URL the server, the index, the endpoint and names of parameters stay. */
const obfuscateUrl = (url: string): string => {
  const text = url.slice(0, MAX_URL);
  const start = AUTHORITY.exec(text)?.[0].length ?? 0;
  const query = text.indexOf('?', start);
  const end = query < 0 ? text.length : query;
  const target = text.slice(0, start) + pathOf(text.slice(start, end), REDACTED);
  return query < 0 ? target : `${target}?${queryOf(text.slice(query + 1), REDACTED)}`;
};

const obfuscateQuery = (query: string): string =>
  query.startsWith('?') ? `?${queryOf(query.slice(1), REDACTED)}` : queryOf(query, REDACTED);

/**
 * The attributes of a call to a search engine without the ids and the words to search for in its URL, which the
 * conventions ask for in full: https://opentelemetry.io/docs/specs/semconv/database/elasticsearch/
 * Of all other calls the very same record.
 */
export const obfuscateSearchUrls = <T extends object>(attributes: T): T => {
  const record = attributes as Readonly<Record<string, unknown>>;
  if (!SYSTEMS.has(record['db.system.name'] ?? record['db.system'])) return attributes;
  const clean: Record<string, unknown> = {};
  for (const [keys, obfuscate] of [
    [TARGETS, obfuscateUrl],
    [QUERIES, obfuscateQuery],
  ] as const)
    for (const key of keys) {
      const value = record[key];
      if (typeof value !== 'string' || value === '') continue;
      const obfuscated = obfuscate(value);
      if (obfuscated !== value) clean[key] = obfuscated;
    }
  return Object.keys(clean).length > 0 ? { ...attributes, ...clean } : attributes;
};
