import type { StatementPart } from './parts.ts';

/** Goes through the parts of a statement. */
export interface PartReader {
  readonly parts: readonly StatementPart[];
  at: number;
}

export const kindAt = ({ parts }: PartReader, at: number): string => parts[at]?.kind ?? '';

/** What may stand between a word such as `FROM` and the name of a table. */
const FILLERS = new Set('ONLY LATERAL IF NOT EXISTS IGNORE LOW_PRIORITY DELAYED CONCURRENTLY'.split(' '));

/** What follows a table and is no other name of it. */
const AFTER_TABLES = new Set(
  (
    'AS WHERE SET VALUES ON USING GROUP ORDER LIMIT LEFT RIGHT INNER OUTER CROSS FULL NATURAL JOIN UNION RETURNING ' +
    'HAVING INTERSECT EXCEPT MINUS WINDOW FETCH OFFSET FOR WITH SELECT DEFAULT OUTPUT FINAL PREWHERE SAMPLE QUALIFY'
  ).split(' '),
);

/** `public.users` from where the reader stands, which then is behind it. */
export const readName = (reader: PartReader): string | undefined => {
  const parts: string[] = [];
  for (;;) {
    const name = reader.parts[reader.at]?.name;
    if (!name) break;
    parts.push(name);
    reader.at++;
    if (kindAt(reader, reader.at) !== '.') break;
    reader.at++;
  }
  return parts.length === 0 ? undefined : parts.join('.');
};

export const skipFillers = (reader: PartReader): void => {
  while (FILLERS.has(kindAt(reader, reader.at))) reader.at++;
};

/** `INTO TABLE a`, `COPY INTO a`, and not `INTO table VALUES`, of which the table has that name. */
export const skipTableWord = (reader: PartReader): void => {
  const kind = kindAt(reader, reader.at);
  const isFollowed = reader.parts[reader.at + 1]?.name && !AFTER_TABLES.has(kindAt(reader, reader.at + 1));
  if ((kind === 'TABLE' || kind === 'INTO') && isFollowed) reader.at++;
};

/** `a`, `a, b`, `a AS x, b y`: from where the reader stands. */
export const readNames = (reader: PartReader): readonly string[] => {
  const names: string[] = [];
  for (;;) {
    skipFillers(reader);
    if (AFTER_TABLES.has(kindAt(reader, reader.at))) return names;
    const name = readName(reader);
    if (!name) return names;
    names.push(name);
    let next = reader.at;
    if (kindAt(reader, next) === 'AS') next++;
    if (reader.parts[next]?.name && !AFTER_TABLES.has(kindAt(reader, next))) next++;
    if (kindAt(reader, next) !== ',') return names;
    reader.at = next + 1;
  }
};
