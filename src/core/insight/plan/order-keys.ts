import { dialectOf } from '../../database/sql/dialects.ts';
import { type StatementPart, statementParts } from '../../database/sql/parts.ts';

/** What may come after the keys. */
const ENDS = new Set(['LIMIT', 'OFFSET', 'FETCH', 'FOR', 'LOCK', 'INTO', ';']);
const SETS = new Set(['SELECT', 'UNION', 'INTERSECT', 'EXCEPT', 'GROUP', 'DISTINCT', 'OVER', 'WINDOW']);

/** `o.created DESC` of its parts; undefined where it is anything but a column. */
const keyOf = (parts: readonly StatementPart[]): string | undefined => {
  const last = parts.at(-1)?.kind;
  const direction = last === 'DESC' || last === 'ASC' ? ` ${last}` : '';
  const path = direction === '' ? parts : parts.slice(0, -1);
  const isColumn =
    path.length % 2 === 1 &&
    path.every(({ kind, name }, index) => (index % 2 === 0 ? name !== undefined : kind === '.'));
  return isColumn ? `${path.map(({ name }) => name ?? '.').join('')}${direction}` : undefined;
};

const isOneSelect = (parts: readonly StatementPart[]): boolean =>
  parts.filter(({ kind }) => SETS.has(kind)).length === 1;

/** `LIMIT 5`, `LIMIT 10, 5`, `LIMIT 5 OFFSET 10` at the end. */
const LIMIT = /\bLIMIT\s+(\d{1,15})(?:(?:\s*,\s*|\s+OFFSET\s+)(\d{1,15}))?[\s;]*$/i;

/** How many rows one plain `SELECT` keeps while it sorts, those that it skips included; undefined where it keeps all. */
export const rowsKept = (statement: string, system: string): number | undefined => {
  const [, first, second = '0'] = LIMIT.exec(statement) ?? [];
  if (first === undefined || !isOneSelect(statementParts(statement, dialectOf(system)))) return undefined;
  return Number(first) + Number(second);
};

/**
 * The columns that one plain `SELECT` sorts its rows by, as it writes them: `o.created DESC`. None where any of them is
 * something else, or may be a name that the statement itself gives.
 */
export const orderKeys = (statement: string, system: string): readonly string[] => {
  const parts = statementParts(statement, dialectOf(system));
  if (!isOneSelect(parts)) return [];
  const start = parts.findLastIndex(({ kind }, at) => kind === 'ORDER' && parts[at + 1]?.kind === 'BY');
  if (start < 0) return [];
  const rest = parts.slice(start + 2);
  const end = rest.findIndex(({ kind }) => ENDS.has(kind));
  const groups: StatementPart[][] = [[]];
  for (const part of end < 0 ? rest : rest.slice(0, end))
    if (part.kind === ',') groups.push([]);
    else groups.at(-1)?.push(part);
  const given = new Set(parts.flatMap(({ kind }, at) => (kind === 'AS' ? [parts[at + 1]?.kind] : [])));
  const keys = groups.map((group) =>
    group.length === 1 && given.has(group[0]?.kind) ? undefined : keyOf(group),
  );
  return keys.every((key) => key !== undefined) ? keys : [];
};
