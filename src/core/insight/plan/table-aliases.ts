import { dialectOf } from '../../database/sql/dialects.ts';
import { type StatementPart, statementParts } from '../../database/sql/parts.ts';
import { unquoted } from './suggest-index.ts';

/** What may come after a table and is no name for it. */
const CLAUSES = new Set(
  'WHERE JOIN INNER LEFT RIGHT FULL CROSS NATURAL STRAIGHT_JOIN ON USING GROUP ORDER HAVING LIMIT UNION INTERSECT EXCEPT SET FOR FORCE USE IGNORE WINDOW PARTITION LOCK'.split(
    ' ',
  ),
);

const nameAt = (parts: readonly StatementPart[], at: number): string | undefined => parts[at]?.name;

/** Real names of the tables of a statement, by what the rest of the statement calls them. */
export const tableAliases = (statement: string, system: string): ReadonlyMap<string, string> => {
  const parts = statementParts(statement, dialectOf(system));
  const aliases = new Map<string, string>();
  let isList = false;
  for (let at = 0; at < parts.length; at++) {
    const kind = parts[at]?.kind ?? '';
    if (kind === 'FROM') isList = true;
    else if (CLAUSES.has(kind) && !kind.includes('JOIN')) isList = false;
    if (kind !== 'FROM' && !kind.endsWith('JOIN') && !(isList && kind === ',')) continue;
    let table = nameAt(parts, at + 1);
    if (table === undefined) continue;
    at++;
    while (parts[at + 1]?.kind === '.' && nameAt(parts, at + 2) !== undefined) {
      table = `${table}.${nameAt(parts, at + 2)}`;
      at += 2;
    }
    if (parts[at + 1]?.kind === 'AS') at++;
    const next = parts[at + 1];
    const alias = next?.name !== undefined && !CLAUSES.has(next.kind) ? next.name : table.split('.').at(-1);
    aliases.set(unquoted(alias ?? ''), table);
  }
  return aliases;
};
