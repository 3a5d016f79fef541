// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Go's regular expressions
import { quote } from './ottl.ts';

const DOCUMENT_KEYS = ['graphql.document', 'graphql.source'];

/**
 * Strings and comments are found by one pattern, because each may hold what begins the other. A comment becomes a string
 * behind its sign, and loses that then. https://spec.graphql.org/October2021/#sec-Appendix-Grammar-Summary.Lexical-Tokens
 */
export const GRAPHQL_REPLACEMENTS: readonly (readonly [pattern: string, replacement: string])[] = [
  ['(?s)(?<keep>#)[^\\r\\n]*|"""(?:\\\\"""|.)*?(?:"""|$)|"(?:[^"\\\\]|\\\\.)*(?:"|$)', '${keep}?'],
  ['#[?]', '#'],
  ['(?<keep>^|[^\\w])-?\\d[\\w.+-]*', '${keep}?'],
];

/** GraphQL documents without strings, numbers and comments. */
export const graphqlStatements = (attributes: string): string[] =>
  DOCUMENT_KEYS.flatMap((key) => {
    const path = `${attributes}["${key}"]`;
    return GRAPHQL_REPLACEMENTS.map(
      ([pattern, replacement]) =>
        `replace_pattern(${path}, ${quote(pattern)}, ${quote(replacement)}) where ${path} != nil`,
    );
  });
