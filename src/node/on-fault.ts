import { diag } from '@opentelemetry/api';

/** The application's own value was the fault, so what it says may be anything; only its kind is told. */
export const onFault = (method: string): void =>
  diag.error(`${method}() was given something that cannot be read, and left it out`);
