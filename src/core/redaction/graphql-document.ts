import { isDigit, isWord } from './characters.ts';

/** Where a string ends that begins at `at`; one that is open reaches to the end. */
const endOfString = (text: string, at: number): number => {
  if (text.startsWith('"""', at)) {
    let close = text.indexOf('"""', at + 3);
    while (close > 0 && text[close - 1] === '\\') close = text.indexOf('"""', close + 3);
    return close < 0 ? text.length : close + 3;
  }
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return Math.min(end + 1, text.length);
};

/**
 * A GraphQL document with `?` for each string and number in it; names, variables and comments' places stay.
 * Comments go, because they hold whatever was commented out. https://spec.graphql.org/October2021/#sec-Appendix-Grammar-Summary.Lexical-Tokens
 */
export const cleanGraphql = (document: string): string => {
  let clean = '';
  let kept = 0;
  let at = 0;
  const replace = (end: number, by: string): void => {
    clean += document.slice(kept, at) + by;
    kept = end;
    at = end;
  };
  while (at < document.length) {
    const unit = document.charCodeAt(at);
    if (unit === 34) replace(endOfString(document, at), '?');
    else if (unit === 35) {
      let end = at + 1;
      while (end < document.length && document[end] !== '\n' && document[end] !== '\r') end++;
      replace(end, '#');
      // What is behind a mark of ours is nothing: the same text comes out again.
    } else if (isDigit(unit) || (unit === 45 && isDigit(document.charCodeAt(at + 1)))) {
      let end = at + 1;
      while (isWord(document.charCodeAt(end)) || '.+-'.includes(document[end] ?? 'x')) end++;
      replace(end, '?');
    } else if (isWord(unit)) while (isWord(document.charCodeAt(at))) at++;
    else at++;
  }
  return kept === 0 ? document : clean + document.slice(kept);
};
