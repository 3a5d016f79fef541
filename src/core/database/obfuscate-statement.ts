import { obfuscateCommand } from './obfuscate-command.ts';
import { obfuscateDocument } from './obfuscate-document.ts';
import { obfuscateGraphql } from './obfuscate-graphql.ts';
import { obfuscateSearch } from './obfuscate-search.ts';
import { SEARCH_SYSTEMS } from './obfuscate-search-url.ts';
import { obfuscateSql } from './obfuscate-sql.ts';
import { onceForStatement } from './once-for-statement.ts';
import { dialectOf } from './sql/dialects.ts';

const COMMANDS = new Set(['redis', 'valkey', 'memcached', 'keydb', 'dragonfly']);
/** They are asked by HTTP. */
const SEARCHES = new Set(SEARCH_SYSTEMS);
const DOCUMENTS = new Set([
  'mongodb',
  'azure.cosmosdb',
  'cosmosdb',
  'couchbase',
  'dynamodb',
  'aws.dynamodb',
  'documentdb',
]);

/** `{…}`, `[…]`, `db.users.find(…)`: not a statement in a language like SQL, which many of these databases have too. */
const isDocument = (statement: string): boolean => {
  let at = 0;
  while (statement.charCodeAt(at) <= 32) at++;
  const unit = statement.charCodeAt(at);
  if (unit === 123 || unit === 91) return true;
  for (; at < statement.length; at++) {
    const next = statement.charCodeAt(at);
    if (next === 40 || next === 123) return true;
    if (next <= 32) return statement.charCodeAt(at + 1) === 123;
  }
  return false;
};

const obfuscate = (statement: string, name: string | undefined): string => {
  const system = name?.toLowerCase();
  if (system === undefined) return obfuscateSql(statement, dialectOf(undefined));
  if (COMMANDS.has(system)) return obfuscateCommand(statement);
  if (SEARCHES.has(system)) return obfuscateSearch(statement, dialectOf(system));
  if (DOCUMENTS.has(system) && (system === 'mongodb' || isDocument(statement)))
    return obfuscateDocument(statement);
  return system === 'graphql' ? obfuscateGraphql(statement) : obfuscateSql(statement, dialectOf(system));
};

const obfuscateOnce = onceForStatement(obfuscate);

/**
 * What a database is asked, without values: literals become `?`, names stay. Nothing is kept of which it is not
 * certain that it is no literal, so that of a statement that is broken or cut less may be left, but never more.
 *
 * @param system `db.system.name` or one of its older values; without it only what holds in all dialects of SQL is
 * taken for certain
 */
export const obfuscateStatement = (statement: string, system: string | undefined): string =>
  obfuscateOnce(statement, system);
