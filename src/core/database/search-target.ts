import { isName } from './obfuscate-document.ts';

const VALUE = '?';

/** `_search`, `_update_by_query`: no index begins so. */
const ENDPOINT = /^_[a-z_]{1,40}$/;

const PARAMETER = /^[a-z_.]{1,40}$/;

/** The names of an index and of what is done with it stay, and not what names a document, a user or a template. */
export const pathOf = (path: string, mark = VALUE): string =>
  path
    .split('/')
    .map((part, i, parts) => {
      const isFirst = i === (parts[0] === '' ? 1 : 0);
      // One that ends the path may be cut.
      const isIndex = isFirst && i < parts.length - 1 && part.split(',').every((each) => isName(each));
      return part === '' || isIndex || ENDPOINT.test(part) ? part : mark;
    })
    .join('/');

/** The names of parameters stay. Behind a quote nothing is certain: what it is around may have all signs of a query. */
export const queryOf = (query: string, mark = VALUE): string => {
  const parts: string[] = [];
  for (const part of query.split('&')) {
    const name = part.slice(0, Math.max(0, part.indexOf('=')));
    parts.push(PARAMETER.test(name) ? `${name}=${mark}` : mark);
    if (/["']|%22|%27/.test(part)) break;
  }
  return parts.join('&');
};
