import { createRedactor } from '../core/redaction/index.ts';

/** For lines on standard error, some of them written before any policy is known. A chunk of its own: most starts say nothing. */
export const redactMessage = createRedactor().text;
