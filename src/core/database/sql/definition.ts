import { kindAt, type PartReader, readNames, skipFillers } from './part-reader.ts';

/** Of these statements the summary says what kind of thing they define, and ends there. */
export const DEFINITIONS = new Set(['CREATE', 'ALTER', 'DROP', 'UNDROP']);

const OBJECTS = new Set(
  (
    'TABLE VIEW INDEX PROCEDURE FUNCTION TRIGGER DATABASE SCHEMA SEQUENCE USER ROLE LOGIN TYPE EXTENSION DOMAIN ' +
    'TABLESPACE KEYSPACE POLICY SYNONYM PACKAGE EVENT SERVER STAGE PIPE STREAM TASK WAREHOUSE AGGREGATE COLLATION ' +
    'OPERATOR PUBLICATION SUBSCRIPTION RULE LANGUAGE DICTIONARY CATALOG'
  ).split(' '),
);
/** What has rows. */
const COLLECTIONS = new Set(['TABLE', 'VIEW']);

/** Most words between `CREATE` and what is created: `CREATE OR REPLACE TEMPORARY MATERIALIZED VIEW`. */
const MAX_BETWEEN = 8;

export interface Definition {
  /** `CREATE TABLE` */
  readonly operation: string;
  readonly targets: readonly string[];
  readonly isCollection: boolean;
}

/** From where the reader stands: at the word that says what is done. */
export const readDefinition = (reader: PartReader): Definition => {
  const verb = reader.parts[reader.at]?.name ?? '';
  const last = reader.at + MAX_BETWEEN;
  for (let at = reader.at + 1; at <= last && reader.parts[at]?.name; at++) {
    const kind = kindAt(reader, at);
    if (!OBJECTS.has(kind)) continue;
    reader.at = at + 1;
    skipFillers(reader);
    // `CREATE INDEX ON users (email)` has no name.
    const targets = kindAt(reader, reader.at) === 'ON' ? [] : readNames(reader);
    return {
      operation: `${verb} ${reader.parts[at]?.name}`,
      targets: kind === 'TABLE' || kind === 'VIEW' ? targets : targets.slice(0, 1),
      isCollection: COLLECTIONS.has(kind),
    };
  }
  return { operation: verb, targets: [], isCollection: false };
};
