/** The table, unless another is said. */
export const TABLE = 'binnacle_transactions';

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/** Whether a table can have this name: `table`, or `schema.table`. */
export const isTableName = (name: string): boolean => {
  const parts = name.split('.');
  return parts.length <= 2 && parts.every((part) => NAME.test(part));
};

/** The name as statements have it. Throws where it is none. */
export const quoteTable = (name: string): string => {
  if (!isTableName(name))
    throw new TypeError(
      `${JSON.stringify(name)} is no name of a table; expected letters, digits and _, with or without a schema: ${TABLE}`,
    );
  return name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
};

/** What makes the table and its indexes where they are not there. */
export const renderDdl = (table: string = TABLE): string => {
  const quoted = quoteTable(table);
  const index = (what: string): string => `"${table.split('.').at(-1)?.slice(0, 50)}_${what}"`;
  return `CREATE TABLE IF NOT EXISTS ${quoted} (
  id text PRIMARY KEY,
  record text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  overdue_at timestamptz NOT NULL,
  claimed_at timestamptz,
  told_at timestamptz,
  last_step text,
  steps text[] NOT NULL DEFAULT '{}'
);
ALTER TABLE ${quoted} ADD COLUMN IF NOT EXISTS told_at timestamptz;
CREATE INDEX IF NOT EXISTS ${index('untold')} ON ${quoted} (overdue_at) WHERE told_at IS NULL;
CREATE INDEX IF NOT EXISTS ${index('claimed')} ON ${quoted} (claimed_at) WHERE claimed_at IS NOT NULL;
`;
};
