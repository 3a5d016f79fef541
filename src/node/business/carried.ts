import {
  type Attributes,
  type Baggage,
  type BaggageEntry,
  type Context,
  createContextKey,
  propagation,
} from '@opentelemetry/api';

/** What every span and log record below a business transaction carries, in this service and in those that it calls. */
export const NAME = 'business.transaction.name';
export const ID = 'business.transaction.id';

/** Whoever sends baggage may send anything. */
const MAX_LENGTH = 128;

/**
 * Where a baggage keeps what was read of it: one object, which all spans of a request share. On the baggage itself,
 * because a map of weak keys costs each collection, and the application's copy of this package has the same key.
 */
const READ = Symbol.for('binnacle.business.carried');
type ReadBaggage = Baggage & { [READ]?: Attributes };

const NONE: Attributes = Object.freeze({});

/** A name or an id has none; what has some comes from elsewhere, and would be written out as it is. */
const CONTROL = /\p{Cc}/u;

const isCarried = (text: string | undefined): text is string =>
  text !== undefined && text !== '' && text.length <= MAX_LENGTH && !CONTROL.test(text);

const read = (baggage: Baggage): Attributes => {
  const name = baggage.getEntry(NAME)?.value;
  const id = baggage.getEntry(ID)?.value;
  return isCarried(name) && isCarried(id) ? { [NAME]: name, [ID]: id } : NONE;
};

/** The transaction that a context is inside of, as attributes; undefined outside of one. */
export const carriedIn = (context: Context): Attributes | undefined => {
  const baggage: ReadBaggage | undefined = propagation.getBaggage(context);
  if (!baggage) return undefined;
  let attributes = baggage[READ];
  if (!attributes) {
    attributes = read(baggage);
    // Somebody's own baggage may be frozen.
    if (Object.isExtensible(baggage)) baggage[READ] = attributes;
  }
  return attributes[ID] === undefined ? undefined : attributes;
};

/** A baggage that is put together when somebody asks for its entries: most transactions call no other service. */
class TransactionBaggage implements Baggage {
  readonly [READ]: Attributes;
  readonly #before: Baggage | undefined;
  #made: Baggage | undefined;

  constructor(before: Baggage | undefined, name: string, id: string) {
    // What it would replace is left out.
    this.#before = before instanceof TransactionBaggage ? before.#before : before;
    this[READ] = { [NAME]: name, [ID]: id };
  }

  get #all(): Baggage {
    this.#made ??= Object.entries(this[READ]).reduce(
      (baggage, [key, value]) => baggage.setEntry(key, { value: String(value) }),
      this.#before ?? propagation.createBaggage(),
    );
    return this.#made;
  }

  getEntry(key: string): BaggageEntry | undefined {
    return this.#all.getEntry(key);
  }

  getAllEntries(): [string, BaggageEntry][] {
    return this.#all.getAllEntries();
  }

  setEntry(key: string, entry: BaggageEntry): Baggage {
    return this.#all.setEntry(key, entry);
  }

  removeEntry(key: string): Baggage {
    return this.#all.removeEntry(key);
  }

  removeEntries(...keys: string[]): Baggage {
    return this.#all.removeEntries(...keys);
  }

  clear(): Baggage {
    return this.#all.clear();
  }
}

/** A context inside of a transaction. */
export const carrying = (context: Context, name: string, id: string): Context =>
  propagation.setBaggage(
    context,
    new TransactionBaggage(propagation.getBaggage(context), name.slice(0, MAX_LENGTH), id),
  );

const CORRELATION_KEY = createContextKey('binnacle.correlation-id');

export const withCorrelationId = (context: Context, id: string): Context =>
  context.setValue(CORRELATION_KEY, id);

export const correlationIdIn = (context: Context): string | undefined =>
  context.getValue(CORRELATION_KEY) as string | undefined;
