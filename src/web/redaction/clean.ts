import type { WebRedactor } from '../options.ts';
import type { CleanText } from '../otlp/encode.ts';

/** Attributes whose values are URLs. */
const URL_KEY = /url\.full$|\.url$/;

export const createClean =
  (redactor: WebRedactor = { text: (text) => text, url: (url) => url }): CleanText =>
  (text, key) =>
    URL_KEY.test(key) ? redactor.url(text) : redactor.text(text);
