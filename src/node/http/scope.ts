/** The instrumentation scope of HTTP spans and durations. */
export const SCOPE = 'binnacle/http';
