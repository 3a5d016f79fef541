import {
  type Attributes,
  type Baggage,
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

const read = (baggage: Baggage): Attributes => {
  const name = baggage.getEntry(NAME)?.value;
  const id = baggage.getEntry(ID)?.value;
  return name !== undefined && id !== undefined && name.length <= MAX_LENGTH && id.length <= MAX_LENGTH
    ? { [NAME]: name, [ID]: id }
    : NONE;
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

/** A context inside of a transaction. */
export const carrying = (context: Context, name: string, id: string): Context => {
  const value = name.slice(0, MAX_LENGTH);
  const before = propagation.getBaggage(context);
  // Each entry that is set by itself is one more copy.
  const baggage: ReadBaggage = before
    ? before.setEntry(NAME, { value }).setEntry(ID, { value: id })
    : propagation.createBaggage({ [NAME]: { value }, [ID]: { value: id } });
  baggage[READ] = { [NAME]: value, [ID]: id };
  return propagation.setBaggage(context, baggage);
};

const CORRELATION_KEY = createContextKey('binnacle.correlation-id');

export const withCorrelationId = (context: Context, id: string): Context =>
  context.setValue(CORRELATION_KEY, id);

export const correlationIdIn = (context: Context): string | undefined =>
  context.getValue(CORRELATION_KEY) as string | undefined;
