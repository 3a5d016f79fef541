import { type Context, context as contextApi, createContextKey } from '@opentelemetry/api';

/** What requests and messages carry it in, in spans and log records. */
export const CORRELATION_ID = 'correlation.id';

const KEY = createContextKey('binnacle.correlation-id');

export const withCorrelationId = (context: Context, id: string): Context => context.setValue(KEY, id);

export const correlationIdIn = (context: Context): string | undefined =>
  context.getValue(KEY) as string | undefined;

/** The correlation id of the request that is answered now; undefined without one, or without `BINNACLE_CORRELATION_HEADER`. */
export const correlationId = (): string | undefined => correlationIdIn(contextApi.active());
