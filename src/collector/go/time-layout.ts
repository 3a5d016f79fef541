// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/internal/coreinternal/timeutils

const DIRECTIVES = 'YymoqbhBdegaAHlIpPMSLfsZzwijkDxFTXrRntc%';

/** What is wrong with a layout of directives such as `%Y-%m-%d`; undefined where nothing is. */
export const strptimeFault = (text: string): string | undefined => {
  if (/\d/.test(text)) return 'a format has no digits; expected directives such as %Y-%m-%d';
  const fraction = /[^.,]%[Lfs]/.exec(text)?.[0];
  if (fraction) return `"${fraction}": a fraction of a second follows "." or ","`;
  const unknown = text.match(/%[^\n]/gu)?.find(([, letter]) => !DIRECTIVES.includes(letter as string));
  return unknown ? `${unknown} is not a directive of a time` : undefined;
};

/** What is wrong with a layout that shows Go's reference time, `2006-01-02 15:04:05`; undefined where nothing is. */
export const goTimeFault = (text: string): string | undefined => {
  const fraction = /[^.,9]9+/.exec(text)?.[0];
  return fraction && `"${fraction}": a fraction of a second follows "." or ","`;
};

const isZone = (name: string): boolean => {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // An alias may be resolved to another name; capital letters do not matter to JavaScript, and do to Go.
    return timeZone.toLowerCase() !== name.toLowerCase() || timeZone === name;
  } catch {
    return false;
  }
};

/**
 * What is wrong with a name of the IANA time zone database; undefined where nothing is, or where none is given:
 * https://pkg.go.dev/time#LoadLocation
 */
export const locationFault = (text: string): string | undefined => {
  if (text === '' || text === 'Local' || text === 'UTC') return undefined;
  // An offset is known to JavaScript alone.
  return /^[A-Z]/.test(text) && isZone(text)
    ? undefined
    : `"${text}" is not a time zone such as Europe/Berlin`;
};
