/** Where this says 1, optional servers that are not there are built. */
export const OPTIONAL_VARIABLE = 'BINNACLE_OPTIONAL_SERVERS';

/** True where optional servers that are not there are to be built. */
export const asksForOptional = (env: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  /^(?:1|true|yes)$/i.test(env[OPTIONAL_VARIABLE] ?? '');
