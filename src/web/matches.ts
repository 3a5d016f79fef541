import type { UrlMatch } from './options.ts';

export const matches = (list: readonly UrlMatch[] = [], url: string): boolean =>
  list.some((each) => (typeof each === 'string' ? url.startsWith(each) : each.test(url)));
