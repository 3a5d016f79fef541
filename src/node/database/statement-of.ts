import type { Attributes } from '@opentelemetry/api';
import { obfuscateStatement } from '../../core/database/obfuscate-statement.ts';

interface GivenStatement {
  readonly statement: string | undefined;
  readonly system: string | undefined;
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** As an instrumentation tells it, with its literals. */
export const statementOf = (attributes: Readonly<Attributes>): GivenStatement => ({
  statement: stringOf(attributes['db.query.text']),
  system: stringOf(attributes['db.system.name']),
});

/** `db.query.text` without literals; nothing where there is no statement. */
export const cleanStatementOf = (attributes: Readonly<Attributes>): Attributes => {
  const { statement, system } = statementOf(attributes);
  return statement === undefined ? {} : { 'db.query.text': obfuscateStatement(statement, system) };
};
