import { SEARCH_SYSTEMS, SEARCH_URL_KEYS } from '../../../core/database/obfuscate-search-url.ts';
import { REDACTED } from '../../../core/redaction/text.ts';
import { quote } from './ottl.ts';

const SYSTEM_KEYS = ['db.system.name', 'db.system'];

/** What stands behind an endpoint, `/_doc/jo`, and the values of parameters. */
const PATTERNS = [
  '(?<keep>/_[a-z_]{1,40}/)[^_/?#\\s][^/?#\\s]*',
  '(?<keep>(?:^|[?&])[a-z_.]{1,40}=)[^&\\s]+',
];

/** Ids and words to search for in the URLs of calls to search engines. */
export const searchUrlStatements = (attributes: string, cache: string): string[] => {
  const flag = `${cache}["is-search"]`;
  const isSearch = SYSTEM_KEYS.map(
    (key) => `IsMatch(${attributes}["${key}"], ${quote(`^(?i:${SEARCH_SYSTEMS.join('|')})$`)})`,
  );
  return [
    `set(${flag}, true) where ${isSearch.join(' or ')}`,
    ...SEARCH_URL_KEYS.flatMap((key) =>
      PATTERNS.map(
        (pattern) =>
          `replace_pattern(${attributes}["${key}"], ${quote(pattern)}, ${quote(`\${keep}${REDACTED}`)}) where ${flag} == true and ${attributes}["${key}"] != nil`,
      ),
    ),
  ];
};
