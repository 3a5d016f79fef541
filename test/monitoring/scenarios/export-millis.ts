/** What an export a minute is, with time that goes so much faster. */
export const exportMillis = (factor: number): string => String(Math.round(60_000 / factor));
