import { Command, InvalidArgumentError } from 'commander';
import { findPlanFaults } from '../../../core/insight/plan/find-plan-faults.ts';
import { renderPlan } from '../../../core/insight/plan/redact-plan.ts';
import { explainMysql } from '../../../node/explain/explain-mysql.ts';
import { explainPostgresql } from '../../../node/explain/explain-postgresql.ts';
import { ExplainRefusal } from '../../../node/explain/explained.ts';
import { type Io, UsageError } from '../../io.ts';
import { createStyle } from '../../style.ts';

interface ExplainOptions {
  readonly url?: string;
  readonly file?: string;
  readonly analyze?: boolean;
  readonly parameters?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

const NOTES = `
Asks PostgreSQL, MySQL or MariaDB for the plan of one read and says what is wrong with it, with the index to try. The role
may only read, and nothing is run unless --analyze says so. Values of the statement are not shown. Parameters ($1, ?) need
no values: PostgreSQL plans without them, for MySQL say their types. Without --url the first of BINNACLE_EXPLAIN_URLS is
taken, which keeps a password out of the list of processes. The packages pg or mysql2 have to be installed.
Exit status: 0 no fault, 1 a fault, 2 no plan or a wrong command line.

Examples:
  $ binnacle database explain --url postgresql://reader@localhost/shop 'SELECT * FROM orders WHERE customer_id = $1'
  $ binnacle database explain --url mysql://reader@localhost/shop --parameters integer 'SELECT * FROM orders WHERE customer_id = ?'
  $ binnacle database explain --file slow.sql --analyze --json
`;

const MOST_MILLIS = 600_000;

const asMillis = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST_MILLIS) return value;
  throw new InvalidArgumentError(`expected a whole number of milliseconds from 1 to ${MOST_MILLIS}`);
};

const statementOf = (given: string | undefined, file: string | undefined, io: Io): string => {
  if ((given === undefined) === (file === undefined))
    throw new UsageError('give one statement, or --file with the file that it is in');
  if (given !== undefined) return given;
  try {
    return io.readFile(file ?? '');
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
};

const urlOf = ({ url }: ExplainOptions, io: Io): string => {
  const found = url ?? io.env.BINNACLE_EXPLAIN_URLS?.split(',')[0]?.trim();
  if (found !== undefined && URL.canParse(found) && /^(?:postgres(?:ql)?|mysql|mariadb):/.test(found))
    return found;
  throw new UsageError(
    'expected a URL such as postgresql://reader@localhost/shop or mysql://reader@localhost/shop, as --url or in BINNACLE_EXPLAIN_URLS',
  );
};

const run = async (given: string | undefined, options: ExplainOptions, io: Io): Promise<void> => {
  const statement = statementOf(given, options.file, io);
  const url = urlOf(options, io);
  const explain = url.startsWith('postgres') ? explainPostgresql : explainMysql;
  const types = options.parameters?.split(',').map((type) => type.trim());
  const { plan, facts } = await explain(url, {
    statement,
    parameterTypes: types,
    analyze: options.analyze ?? false,
    timeoutMillis: options.timeout,
  });
  const findings = findPlanFaults(plan, facts);
  io.exitCode = findings.length > 0 ? 1 : 0;
  if (options.json) {
    io.stdout(
      `${JSON.stringify({ system: plan.system, cost: plan.cost, plan: renderPlan(plan), findings })}\n`,
    );
    return;
  }
  const style = createStyle(io);
  io.stdout(`${renderPlan(plan)}\n`);
  for (const { kind, message, fix } of findings)
    io.stdout(`\n${style.bold(kind)}: ${message}\n${fix === undefined ? '' : `  ${fix};\n`}`);
  if (findings.length === 0) io.stdout('\nno fault\n');
};

/** `binnacle database explain` */
export const createExplainCommand = (io: Io): Command =>
  new Command('explain')
    .description('what is wrong with the plan of a query, and which index to try')
    .argument('[statement]', 'one read, in quotes')
    .option('--url <url>', 'of a role that may only read')
    .option('--file <file>', 'the statement is in it; - is standard input')
    .option('--analyze', 'run a statement without parameters for its plan (PostgreSQL)')
    .option(
      '--parameters <types>',
      'of the marks of MySQL: integer, double, string, date, boolean, bytes, null',
    )
    .option('--timeout <ms>', 'when the database ends it', asMillis, 10_000)
    .option('--json', 'one line of JSON')
    .addHelpText('after', NOTES)
    .action(async (statement: string | undefined, options: ExplainOptions) => {
      try {
        await run(statement, options, io);
      } catch (error) {
        if (!(error instanceof ExplainRefusal)) throw error;
        throw new UsageError(error.message);
      }
    });
