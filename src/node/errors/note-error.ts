import { createHmac } from 'node:crypto';
import {
  type Attributes,
  type Context,
  context as contextApi,
  diag,
  logs,
  SeverityNumber,
  trace,
} from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { createBoundedMemory } from '../../core/bounded-memory.ts';
import { categoryOf } from '../../core/errors/category.ts';
import { describeFault, type Fault } from '../../core/errors/fault.ts';
import { fingerprintOf, placeOf } from '../../core/errors/fingerprint.ts';
import { VERSION } from '../../core/version.ts';
import type { RequestState } from '../http/request-state.ts';
import { createErrorGroups, type ErrorGroups } from './error-groups.ts';
import { createErrorMetrics, type ErrorMetrics } from './error-metrics.ts';
import { shorten } from './shorten.ts';

export interface ErrorSettings {
  /** Most groups that are counted apart. */
  readonly maxGroups: number;
  /** With it records tell who met an error, as a hash; without it they do not. */
  readonly hashKey: string | undefined;
}

interface NoteOptions extends ErrorSettings {
  /** Whether the program goes on. */
  readonly isHandled: boolean;
  readonly context?: Context;
  /** Where it happened, for one that is told of later, elsewhere. */
  readonly endpoint?: Attributes;
  /** What its record has besides. */
  readonly details?: Attributes;
}

export interface NotedError {
  readonly fault: Fault;
  /** Which group it is of. */
  readonly attributes: Attributes;
}

interface State {
  readonly groups: ErrorGroups;
  readonly metrics: ErrorMetrics;
}

let state: State | undefined;

/** One error passes through layers that each record it. */
const noted = new WeakMap<object, NotedError>();

/** Many are remembered, and an id is no longer. */
const MAX_USER_LENGTH = 256;

const USER_KEYS = ['user.id', 'enduser.id', 'user.hash', 'enduser.pseudo.id'] as const;

const requestOf = (context: Context): Partial<RequestState> | undefined => {
  const metadata = getRPCMetadata(context);
  return metadata?.type === RPCType.HTTP ? (metadata as Partial<RequestState>) : undefined;
};

/** Who asks, as the application has said it on a span. */
const userOf = (context: Context): string | undefined => {
  const spans = [requestOf(context)?.span, trace.getSpan(context)] as (Partial<ReadableSpan> | undefined)[];
  for (const key of USER_KEYS)
    for (const span of spans) {
      const value = span?.attributes?.[key];
      if (value !== undefined) return String(value).slice(0, MAX_USER_LENGTH);
    }
  return undefined;
};

const HASH_DIGITS = 32;
const hashOfUser = (user: string, key: string): string =>
  createHmac('sha256', key).update(user).digest('hex').slice(0, HASH_DIGITS);

const endpointOf = (context: Context): Attributes => {
  const request = requestOf(context);
  return {
    ...(request?.route && { 'http.route': request.route }),
    ...(request?.method && { 'http.request.method': request.method }),
  };
};

/** The attributes of an exception: https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
export const exceptionAttributes = ({ type, message, stack }: Fault): Attributes => ({
  'exception.type': type,
  'exception.message': shorten(message),
  ...(stack !== undefined && { 'exception.stacktrace': shorten(stack) }),
});

/** Faults whose group is remembered: to read a stack and a message takes a tenth of a millisecond, and most come again. */
const MAX_KNOWN = 200;
/** Of all that their group depends on, in UTF-16 units. */
const MAX_KNOWN_LENGTH = 4_096;

const known = createBoundedMemory<string>(MAX_KNOWN, MAX_KNOWN_LENGTH);

const groupOf = (fault: Fault): string => {
  const { type, code = '', message, stack = '', cause } = fault;
  const said = `${type}\n${code}\n${message}\n${stack}`;
  if (cause || said.length > MAX_KNOWN_LENGTH) return fingerprintOf(fault);
  const before = known.get(said);
  if (before !== undefined) return before;
  const group = fingerprintOf(fault);
  known.set(said, group);
  return group;
};

const writeRecord = (fault: Fault, attributes: Attributes, context: Context): void =>
  logs.getLogger('binnacle', VERSION).emit({
    eventName: 'exception',
    severityNumber: SeverityNumber.ERROR,
    severityText: 'ERROR',
    body: shorten(fault.message),
    attributes: { ...exceptionAttributes(fault), ...attributes },
    context,
  });

const describeGroup = (fault: Fault): Attributes => {
  const place = placeOf(fault);
  return {
    'error.type': fault.type,
    'binnacle.error.category': categoryOf(fault),
    ...(place !== undefined && { 'binnacle.error.place': place }),
  };
};

/**
 * Groups and counts an error, once, and writes a log record of it. Of one that ends the program the record is
 * somebody else's.
 */
export const noteError = (
  thrown: unknown,
  { isHandled, maxGroups, hashKey, context = contextApi.active(), details, ...given }: NoteOptions,
): NotedError => {
  const isObject = typeof thrown === 'object' && thrown !== null;
  const before = isObject ? noted.get(thrown) : undefined;
  if (before) return before;
  const fault = describeFault(thrown);
  const now = Date.now();
  if (!state) {
    const groups = createErrorGroups(maxGroups, (maxEarly) =>
      diag.warn(
        `more than ${maxEarly} groups of errors: of the rest ${maxGroups - maxEarly} that happen three times are counted apart, all others together, as "other", and not told as new or back in a release; BINNACLE_MAX_ERROR_GROUPS (${maxGroups}) says how many are counted apart`,
      ),
    );
    state = { groups, metrics: createErrorMetrics(groups) };
  }
  const user = userOf(context);
  const { counted, own, count, mayWrite } = state.groups.add(groupOf(fault), now, user, () =>
    describeGroup(fault),
  );
  const result: NotedError = { fault, attributes: own };
  if (isObject) noted.set(thrown, result);
  const endpoint = given.endpoint ?? endpointOf(context);
  state.metrics.count({
    'error.type': fault.type,
    'binnacle.error.handled': isHandled,
    ...counted,
    ...endpoint,
  });
  if (isHandled && mayWrite(now)) {
    const more = {
      ...own,
      ...endpoint,
      'binnacle.error.count': count,
      ...details,
      ...(user !== undefined && hashKey !== undefined && { 'user.hash': hashOfUser(user, hashKey) }),
    };
    writeRecord(fault, more, context);
  }
  return result;
};
