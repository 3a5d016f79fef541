import type { UrlMatch } from './options.ts';

/** Whether a URL is in the list. An origin is that origin, not the beginning of another's name. */
export const matches = (list: readonly UrlMatch[] = [], url: string): boolean =>
  list.some((each) =>
    typeof each === 'string'
      ? url.startsWith(each.replace(/^\w+:..[^/]+$/, '$&/'))
      : // Not `test`, which goes on where a global one has stopped.
        url.search(each) >= 0,
  );
