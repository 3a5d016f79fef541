import type { Settings } from '../../core/settings/index.ts';
import type { TransactionDefinition } from '../../core/transactions/definition.ts';
import type { GetRedactor } from '../../sdk/redaction/get-redactor.ts';
import { type LoadChunk, quietly } from '../load-chunk.ts';
import type { OpenTransactions } from './open-transactions.ts';
import type { StoredTransactions } from './store/stored-transactions.ts';

/** What the parts of business transactions are switched by. */
type BusinessSettings = Pick<
  Settings,
  | 'businessTransactionsEnabled'
  | 'businessMetricsEnabled'
  | 'slaMonitoring'
  | 'businessTransactionTimeoutMillis'
  | 'businessTransactionCheckIntervalMillis'
  | 'maxMetricSeries'
>;

/** What the registered copy of this package does for the one that the application imports. */
export interface Business {
  readonly settings: BusinessSettings;
  readonly redactor: GetRedactor;
  /** Loads a chunk of the registered copy, so that its state is there once in a process. */
  readonly load: LoadChunk;
  /** What a file says of transactions of this name. */
  definitionOf(name: string): TransactionDefinition | undefined;
  /** Names that are counted whatever else is. */
  definedNames(): readonly string[];
  /** Those of this process that have not ended; made with the first. */
  open?: OpenTransactions;
  /** Where the application named a store. */
  stored?: StoredTransactions;
}

/** Kept on the process, because the application's copy of this package is another than the one that was registered. */
const KEY = Symbol.for('binnacle.business');
const holder = globalThis as { [KEY]?: Business };

/** Reads the file with the first transaction. */
const createDefinitions = (
  file: string | undefined,
  load: LoadChunk,
  warn: (line: string) => void,
): (() => ReadonlyMap<string, TransactionDefinition>) => {
  let read: ReadonlyMap<string, TransactionDefinition> | undefined =
    file === undefined ? new Map() : undefined;
  return () => {
    read ??= quietly(() =>
      load<typeof import('./definitions-file.ts')>('./business/definitions-file.js').readDefinitions(
        file as string,
        warn,
      ),
    );
    return read;
  };
};

export const startBusiness = (
  settings: Settings,
  redactor: GetRedactor,
  load: LoadChunk,
  warn: (line: string) => void,
): void => {
  const definitions = createDefinitions(settings.businessTransactionsFile, load, warn);
  holder[KEY] = {
    settings,
    redactor,
    load,
    definitionOf: (name) => definitions().get(name),
    definedNames: () => [...definitions().keys()],
  };
};

/** Undefined where Binnacle does not run. */
export const business = (): Business | undefined => holder[KEY];
