import { schemaOf } from '../yaml/schema-of.ts';
import { transactionsShape } from './transactions-shape.ts';

/** The JSON schema of a file of transactions, for editors. */
export const renderTransactionsSchema = (): string =>
  `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'transactions.yaml', ...schemaOf(transactionsShape) }, undefined, 2)}\n`;
