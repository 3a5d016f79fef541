import type { WebRedactor } from '../options.ts';

/** In UTF-16 units; what is longer is no address, and redaction takes its time. */
const MOST_ADDRESS = 2_000;

/** Of the same shape, so that the page keeps its layout. */
export const maskText = (text: string): string => text.replace(/\S/gu, '*');

/** What redaction leaves of an address, without its query and fragment: nothing is loaded in a replay. */
export const cleanUrl = (url: string, redactor: WebRedactor): string =>
  redactor.url(url.replace(/[?#].*/s, '').slice(0, MOST_ADDRESS));

/**
 * What has a meaning here in a style: comments, strings, addresses, ends of declarations, and the beginnings of those
 * that put text into the page. Each alternative takes all that it has looked at, so the time grows with the length only.
 */
const CSS =
  /\/\*.*?(?:\*\/|$)|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|url\(\s*(?:"((?:\\.|[^"\\])*)"?|'((?:\\.|[^'\\])*)'?|([^)]*))\s*\)?|[;{}]|@import|\b(?:content|quotes)\s*:|--[\w-]*/gis;

/** A character of an icon font is written as an escape; it is no text of anybody. */
const maskString = (string: string): string => {
  const [quote = ''] = string;
  const text = string.slice(1, string.length > 1 && string.endsWith(quote) ? -1 : undefined);
  return (
    quote +
    text.replace(/\\[\da-f]{1,6}\s?|\S/giu, (each) => (each[1] && each[0] === '\\' ? each : '*')) +
    quote
  );
};

/** Style sheets, rules and declarations: addresses cleaned, texts masked, comments left out. */
export const maskCss = (css: string, redactor: WebRedactor): string => {
  let isText = false;
  return css.replace(CSS, (token, double?: string, single?: string, bare?: string) => {
    const url = double ?? single ?? bare;
    if (url !== undefined) return `url("${cleanUrl(url.trim(), redactor).replace(/["\\\n]/g, '')}")`;
    if (token.startsWith('/*')) return /^\/\* rr_split \*\/$/.test(token) ? token : '';
    if (/^["']/.test(token)) return isText ? maskString(token) : token;
    isText = !/[;{}]/.test(token);
    return token;
  });
};
