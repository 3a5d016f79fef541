import type { WebRedactor } from '../options.ts';

/** Of the same shape, so that the page keeps its layout. */
export const maskText = (text: string): string => text.replace(/\S/gu, '*');

/** What redaction leaves of an address, without its query and fragment: nothing is loaded in a replay. */
export const cleanUrl = (url: string, redactor: WebRedactor): string =>
  redactor.url(url).replace(/[?#].*/s, '');

/** Texts that a style sheet puts into the page. */
const CSS_TEXT =
  /((?:content|quotes|--[\w-]+)\s*:|@import)((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^;{}"'])*)/gis;
const CSS_STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gs;
const CSS_URL = /url\(\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^)]*))\s*\)/gis;

/** A character of an icon font is written as an escape; it is no text of anybody. */
const maskString = (string: string): string =>
  string[0] +
  string.slice(1, -1).replace(/\\[\da-f]{1,6}\s?|\S/giu, (each) => (each[1] ? each : '*')) +
  string[0];

/** Style sheets, rules and declarations: addresses cleaned, texts masked. */
export const maskCss = (css: string, redactor: WebRedactor): string =>
  css
    .replace(
      CSS_TEXT,
      (_all, name, value) => name + (/url\(/i.test(value) ? value : value.replace(CSS_STRING, maskString)),
    )
    .replace(
      CSS_URL,
      (_all, ...[double, single, bare]) =>
        `url("${cleanUrl((double ?? single ?? bare).trim(), redactor).replace(/["\\\n]/g, '')}")`,
    );
