import { Command } from 'commander';
import { isTableName, renderDdl, TABLE } from '../../node/business/store/postgres-ddl.ts';
import { type Io, UsageError } from '../io.ts';

const NOTES = `
The statements do nothing where the table is there already. A service that may make tables makes it by itself:
keepTransactionsIn({ postgres: pool, createTable: true }).

Examples:
  $ binnacle transactions ddl | psql shop
  $ binnacle transactions ddl --table audit.transactions > migrations/0042.sql
`;

const printDdl = (table: string, io: Io): void => {
  if (!isTableName(table))
    throw new UsageError(
      `--table: ${JSON.stringify(table)} is no name of a table; expected letters, digits and _, with or without a schema, such as ${TABLE}`,
    );
  io.stdout(renderDdl(table));
};

/** `binnacle transactions ddl`: the table for business transactions that outlive a process. */
export const createTransactionsCommand = (io: Io): Command =>
  new Command('transactions').description('work with the store of business transactions').addCommand(
    new Command('ddl')
      .description('print the SQL that makes the table of PostgreSQL')
      .option('--table <name>', 'name of the table, with or without a schema', TABLE)
      .addHelpText('after', NOTES)
      .action(({ table }: { readonly table: string }) => printDdl(table, io)),
  );
