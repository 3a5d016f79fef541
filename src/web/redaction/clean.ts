import type { WebRedactor } from '../options.ts';
import type { CleanText } from '../otlp/encode.ts';
import { compactRedactor, isSensitiveName } from './redactor.ts';

/** Attributes whose values are URLs. */
const URL_KEY = /url|referer|location/;

/** Most texts of a page come again: its URL, its session. */
const MOST_REMEMBERED = 300;

/** What everything that leaves the page goes through. */
export const createClean = (redactor: WebRedactor = compactRedactor): CleanText => {
  const known = new Map<string, string>();
  return (text, key) => {
    if (isSensitiveName(key)) return text && 'REDACTED';
    const what = `${key}\n${text}`;
    let clean = known.get(what);
    if (clean === undefined) {
      clean = URL_KEY.test(key) ? redactor.url(text) : redactor.text(text);
      if (known.size > MOST_REMEMBERED) known.clear();
      if (text.length < 1_000) known.set(what, clean);
    }
    return clean;
  };
};
