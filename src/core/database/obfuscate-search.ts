import { obfuscateDocument } from './obfuscate-document.ts';
import { obfuscateSql } from './obfuscate-sql.ts';
import { pathOf, queryOf } from './search-target.ts';
import type { SqlDialect } from './sql/dialects.ts';

const VALUE = '?';
/** Longest part of a text that is read, and longest path with its query that is returned, in UTF-16 units. */
const MAX_READ = 65_536;
const MAX_TARGET = 2_048;

/** As consoles write requests. In SQL `DELETE FROM` begins a statement. */
const METHOD = /^(?:GET|POST|PUT|HEAD|PATCH|DELETE(?!\s+FROM\b))\s+/;

const DOCUMENT = /^[{[]/;

/** `/index/_search`, `index/_search {…}` */
const TARGET = /^(?:\/|[^\s{["']+\s+[{[])/;

/**
 * How the languages begin in which a word that is no literal is a name: SQL, ES|QL, EQL, and PPL, of which `search` may
 * have words to search for, so that a pipe has to follow. In all other text, as in Lucene's, a word may be a value.
 * https://www.elastic.co/docs/reference/query-languages
 * https://docs.opensearch.org/latest/search-plugins/sql/ppl/syntax/
 */
export const SEARCH_LANGUAGES: readonly RegExp[] = [
  /^(?:select|with\s+\w+\s+as|delete\s+from|explain\s+select|show\s+(?:tables|columns|functions|info)|desc(?:ribe)?\s+table)\b/i,
  /^(?:from|ts)\s+[\w.*,:-]+\s*(?:\||metadata\b|$)/i,
  /^row\s+\w+\s*=/i,
  /^(?:any|api|authentication|dns|driver|file|host|library|network|process|registry)\s+where\s/i,
  /^(?:sequence|sample|join)\s+(?:by\s+\w|with\s+maxspan|\[)/i,
  /^(?:search\s+)?(?:source|index)\s*=\s*[\w.*,`-]+\s*(?:\||$)/i,
];

/** Where the query begins, or -1: what was made of a part of the path is no question mark of a query. */
const startOfQuery = (text: string): number => text.search(/(?<!\/|^)[?]|[?](?![/?\s]|$)/);

/** Where a request ends that a body may follow: with its line, or before a document or what else follows its path. */
const endOfTarget = (text: string): number => {
  const line = text.search(/[\r\n]|$/);
  const query = startOfQuery(text);
  const hasQuery = query >= 0 && query < line;
  const blank = text.search(hasQuery ? /\s[{[]/ : /\s/);
  return blank < 0 ? line : Math.min(line, blank);
};

/** `GET /index/_search?q=name:jo`, with or without a body. */
const obfuscateRequest = (method: string, rest: string): string => {
  const end = endOfTarget(rest);
  const query = startOfQuery(rest.slice(0, end));
  const path = pathOf(rest.slice(0, query < 0 ? end : query));
  const body = obfuscateDocument(rest.slice(end));
  const target = query < 0 ? path : `${path}?${queryOf(rest.slice(query + 1, end))}`;
  if (target.length > MAX_TARGET) return `${method.trim()} ${target.slice(0, MAX_TARGET)}…`.trim();
  const gap = rest.slice(end).trimStart() === '' ? '' : (rest[end] as string);
  return `${method.trim()} ${target}${gap === '\r' ? '\n' : gap}${body}`.trim();
};

/**
 * What a database is asked that has requests of HTTP, documents, and languages like SQL: values go, names stay. Of what
 * is none of these nothing stays.
 */
export const obfuscateSearch = (statement: string, dialect: SqlDialect): string => {
  const text = statement.slice(0, MAX_READ).trim();
  if (text === '') return '';
  if (DOCUMENT.test(text)) return obfuscateDocument(text);
  const method = METHOD.exec(text)?.[0] ?? '';
  if (method !== '') return obfuscateRequest(method, text.slice(method.length));
  if (SEARCH_LANGUAGES.some((each) => each.test(text))) return obfuscateSql(text, dialect);
  return TARGET.test(text) ? obfuscateRequest('', text) : VALUE;
};
