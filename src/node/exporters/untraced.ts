import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';

/** What Binnacle does for itself is neither traced nor counted as the application's, whoever sets it off. */
export const untraced = <T>(work: () => T): T => context.with(suppressTracing(ROOT_CONTEXT), work);
