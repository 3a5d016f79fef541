/** Longest text that is returned, in UTF-16 units; there is no literal left in it that could be cut. */
const MAX_LENGTH = 16_384;

/**
 * A literal, a comment, or what stays. A string does not go on in the next line, and next to a name it may be what is
 * between two others of which a quote is missing: neither is a token. The end of the text ends one, as it may be cut.
 * What stays has what is left of literals and what is in marks too, so that of a document that is clean nothing goes.
 * Linear: at the first unit that begins no token the reading ends, so that a token fails once at the most.
 */
const TOKEN =
  /("""(?:.*?[^\\])??(?:"""|$)|"(?:[^"\\\r\n]|\\.)*(?:"(?![\w"])|\\?$)|-?\d[\w.+-]*)|(#[^\r\n]*)|(\w+(?!")|[!$&().:=@[\]{|},\s?…*-])|./gs;

/**
 * A GraphQL document without its literals and the contents of its comments; names stay. Of one that is broken only what
 * is before the first parenthesis, where no argument is.
 * https://spec.graphql.org/October2021/#sec-Language.Source-Text
 */
export const obfuscateGraphql = (text: string): string => {
  let clean = '';
  for (const [, literal, comment, kept] of text.matchAll(TOKEN))
    if (kept) clean += kept;
    else if (literal || comment) clean += literal ? '?' : '#';
    else {
      clean = `${clean.slice(0, clean.indexOf('(') + 1)}?`;
      break;
    }
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
};
