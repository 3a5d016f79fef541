import { type Attributes, diag } from '@opentelemetry/api';
import { plainRecord } from '../../../sdk/plain.ts';
import type { GetRedactor } from '../../../sdk/redaction/get-redactor.ts';
import { type Answer, createAsking } from './asking.ts';
import {
  type KeptStep,
  type KeptTransaction,
  MAX_KEPT_ATTRIBUTES,
  MAX_KEPT_TEXT,
  type TransactionRecord,
  type TransactionStore,
} from './transaction-store.ts';

/** The transactions of a store, for whom it must not disturb. No method rejects. */
export interface StoredTransactions {
  /** Whether it is kept now. It is kept redacted, with plain attributes, few and short. */
  keep(record: UncheckedRecord): Promise<boolean>;
  get(id: string): Promise<Answer<KeptTransaction | undefined>>;
  enterStep(id: string, step: string): Promise<void>;
  addStep(id: string, step: KeptStep): Promise<void>;
  take(id: string): Promise<Answer<KeptTransaction | undefined>>;
  /** One that has ended while the store was away is taken out when it is back. */
  takeLater(id: string): void;
  /** What is on its way, and is waited for before telemetry is flushed. */
  track(work: Promise<unknown>): void;
  /** Ends with what is on its way; undefined where nothing is. */
  settled(): Promise<void> | undefined;
  /** Says to the store that all that was told has been told: telemetry was flushed. */
  confirmTold(): Promise<void>;
  /** Looks no more. */
  stop(): void;
}

export interface StoredOptions {
  readonly checkIntervalMillis: number;
  /** Hears of each that this process has claimed; undefined where nobody looks for them. */
  readonly tellOverdue: TellOverdue | undefined;
  /** Sends what was told. Never rejects. */
  readonly flush: () => Promise<void>;
}

/** Tells one that is open for too long, with its age in milliseconds. */
export type TellOverdue = (
  transaction: { readonly name: string; readonly id: string; readonly lastStep: string | undefined },
  millis: number,
) => void;

type UncheckedRecord = Omit<TransactionRecord, 'attributes'> & { readonly attributes: Attributes };

const MAX_TAKEN_LATER = 1_000;
/** Told and not yet confirmed. More may be told twice. */
const MAX_UNCONFIRMED = 10_000;
const CLAIMED_AT_ONCE = 100;
/** A round ends here; the next one goes on. */
const MAX_CLAIMED = 1_000;

const CONTROL = /\p{Cc}/gu;

/** As every store can keep it. */
const storable = (text: string): string => text.slice(0, MAX_KEPT_TEXT).replace(CONTROL, ' ');

/** Attributes as they may be kept: plain, redacted, few and short. */
const storableAttributes = (
  attributes: Attributes,
  redactor: GetRedactor,
): TransactionRecord['attributes'] => {
  const plain = (plainRecord(attributes) ?? {}) as Record<string, unknown>;
  const few = Object.entries(plain)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, MAX_KEPT_ATTRIBUTES);
  const redacted = redactor().attributes(Object.fromEntries(few)) as TransactionRecord['attributes'];
  return Object.fromEntries(
    Object.entries(redacted).map(([key, value]) => [
      storable(key),
      typeof value === 'string' ? storable(value) : value,
    ]),
  );
};

/** Looks now and then for those that are open for too long, and tells those that it was given. */
export const createStoredTransactions = (
  store: TransactionStore,
  redactor: GetRedactor,
  { checkIntervalMillis, tellOverdue, flush }: StoredOptions,
): StoredTransactions => {
  const clean = (text: string): string => storable(redactor().text(String(text)));
  const { ask } = createAsking(store.name);
  const onTheirWay = new Set<Promise<unknown>>();
  const takenLater = new Set<string>();
  /** Those that this process has told, and by `sent` those whose telemetry was flushed. */
  const told = new Set<string>();
  const sent = new Set<string>();
  let hasSaidFull = false;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const track = (work: Promise<unknown>): void => {
    onTheirWay.add(work);
    void work.then(() => onTheirWay.delete(work));
  };
  const look = async (): Promise<void> => {
    for (const id of takenLater) {
      if ((await ask(async () => store.take(id))) === 'away') return;
      takenLater.delete(id);
    }
    await confirmSent();
    if (!tellOverdue) return;
    const before = told.size;
    await tellAll(tellOverdue);
    // Should this process end before it has sent them, another tells them.
    if (told.size > before)
      void flush().then(() => {
        noteSent();
        track(confirmSent());
      });
  };
  const noteSent = (): void => {
    for (const id of told) sent.add(id);
  };
  const confirmSent = async (): Promise<void> => {
    const ids = [...sent];
    if (ids.length === 0 || (await ask(async () => store.confirmOverdue?.(ids))) === 'away') return;
    for (const id of ids) {
      sent.delete(id);
      told.delete(id);
    }
  };
  const tellAll = async (tell: TellOverdue): Promise<void> => {
    for (let claimed = 0; claimed < MAX_CLAIMED && !isStopped; ) {
      const answer = await ask(async () => store.claimOverdue(CLAIMED_AT_ONCE));
      if (answer === 'away') return;
      for (const { record, lastStep, ageMillis } of answer.value) {
        const { name, id } = record;
        // Given out again to the same process, which has told it and could not say so.
        if (told.has(id)) continue;
        if (store.confirmOverdue && told.size < MAX_UNCONFIRMED) told.add(id);
        tell({ name, id, lastStep }, ageMillis);
      }
      claimed += answer.value.length;
      if (answer.value.length < CLAIMED_AT_ONCE) return;
    }
  };
  /** Not all processes at the same moment. */
  const lookLater = (): void => {
    if (isStopped) return;
    const millis = checkIntervalMillis * (0.75 + Math.random() / 2);
    timer = setTimeout(() => {
      // A store of the application's own may answer with anything.
      const looked = look().catch(() => {});
      track(looked);
      void looked.then(lookLater);
    }, millis).unref();
  };
  lookLater();

  return {
    keep: async (record) => {
      const answer = await ask(async () =>
        store.put({
          ...record,
          name: clean(record.name),
          attributes: storableAttributes(record.attributes, redactor),
        }),
      );
      if (answer !== 'away' && !answer.value && !hasSaidFull) {
        hasSaidFull = true;
        diag.warn(
          `${store.name} keeps as many business transactions as it may; those that begin now are watched by this process alone`,
        );
      }
      return answer !== 'away' && answer.value;
    },
    get: (id) => ask(async () => store.get(id)),
    enterStep: async (id, step) => void (await ask(async () => store.enterStep(id, clean(step)))),
    addStep: async (id, step) =>
      void (await ask(async () => store.addStep(id, { ...step, step: clean(step.step) }))),
    take: (id) => ask(async () => store.take(id)),
    takeLater: (id) => {
      if (takenLater.size < MAX_TAKEN_LATER) takenLater.add(id);
    },
    track,
    settled: () => {
      if (onTheirWay.size === 0) return undefined;
      const all = async (): Promise<void> => {
        while (onTheirWay.size > 0) await Promise.all(onTheirWay);
      };
      return all();
    },
    confirmTold: () => {
      noteSent();
      return confirmSent();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
