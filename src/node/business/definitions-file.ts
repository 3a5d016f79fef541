import { readFileSync } from 'node:fs';
import type { TransactionDefinition } from '../../core/transactions/definition.ts';
import { parseTransactions } from '../../core/transactions/parse-transactions.ts';
import { at } from '../../core/yaml/parse.ts';

const NONE: ReadonlyMap<string, TransactionDefinition> = new Map();

/**
 * Reads the file of a running service. A chunk of its own, loaded only where there is such a file. One that cannot be
 * used is one warning with its first fault, and no definitions.
 */
export const readDefinitions = (
  file: string,
  warn: (line: string) => void,
): ReadonlyMap<string, TransactionDefinition> => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    warn(`BUSINESS_TRANSACTIONS_FILE ${JSON.stringify(file)} cannot be read (${reason}); it is left out`);
    return NONE;
  }
  const { definitions, faults } = parseTransactions(text);
  if (definitions) return definitions;
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const what = first ? at(file, first, first.message) : `${file}: cannot be used`;
  warn(`${what}${more}; the file is left out; to check it: binnacle config check --transactions ${file}`);
  return NONE;
};
