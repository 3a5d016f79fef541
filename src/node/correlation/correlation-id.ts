import { context } from '@opentelemetry/api';
import { correlationIdIn } from '../business/carried.ts';

/** The correlation id of the request that is answered now; undefined without one, or without `BINNACLE_CORRELATION_HEADER`. */
export const correlationId = (): string | undefined => correlationIdIn(context.active());
