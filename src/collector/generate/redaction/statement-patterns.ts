// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Go's regular expressions

import { SEARCH_LANGUAGES } from '../../../core/database/obfuscate-search.ts';

/** A pattern of Go, and what its matches become in the template language of `Regexp.Expand`. */
type Replacement = readonly [pattern: string, replacement: string];

// One pattern reads a statement from left to right, as a tokenizer does: a quote in a comment begins no string, and one in
// a name neither. What stays is in the group `keep`; what goes leaves nothing between these two, which no text has.
const START = '\u0001';
const END = '\u0002';

const reading = (tokens: readonly string[], mark: string): readonly Replacement[] => [
  [`(?s)${tokens.join('|')}`, `${START}\${keep}${END}`],
  [START + END, mark],
  [`[${START}${END}]`, ''],
];

const BLOCK_COMMENT = '/[*].*?(?:[*]/|$)';
const DASHES = '--[^\\r\\n]*';
const HASH = '#[^\\r\\n]*';
const SLASHES = '//[^\\r\\n]*';
/** Of Oracle. */
const OWN_QUOTES = "(?i:n?q'(?:\\[.*?\\]|\\{.*?\\}|\\(.*?\\)|<.*?>|!.*?!|\\|.*?\\||~.*?~)')";
const STRING = "(?:[NnEeBbXxUu]&?)?'(?:[^']|'')*(?:'|$)";
/** Go cannot look for the same tag again, so behind one with a tag nothing stays. */
const DOLLARS = '[$][$].*?(?:[$][$]|$)|[$][A-Za-z_]\\w*[$].*';
const DOUBLE_QUOTED = '"(?:[^"\\\\]|\\\\.|"")*(?:"|$)';
const WORD = '[A-Za-z_][\\w$]*';

interface Dialect {
  /** `db.system.name` and `db.system`, as a pattern; the first that fits. */
  readonly systems: string;
  readonly comments: readonly string[];
  /** Double quotes are strings there. */
  readonly hasDoubleQuotedStrings?: boolean;
  /** What is around names. */
  readonly names: readonly string[];
}

const BACKTICKS = '`(?:[^`]|``)*`';
const NAME_IN_QUOTES = '"(?:[^"]|"")*"';
const BRACKETS = '\\[[^\\]]*\\]';

const sql = ({ comments, hasDoubleQuotedStrings, names }: Omit<Dialect, 'systems'>) => {
  const keep = `(?<keep>${[...names, WORD].join('|')})`;
  // A name whose end is missing may be anything.
  const open = `[${names.map((name) => (name.startsWith('\\') ? '\\[' : name[0])).join('')}].*`;
  const strings = [OWN_QUOTES, STRING, DOLLARS, ...(hasDoubleQuotedStrings ? [DOUBLE_QUOTED] : [])];
  return reading([BLOCK_COMMENT, ...comments, ...strings, keep, open], '?');
};

/** By the name of the kind. Where nobody says which database it is, all that is a comment or a string somewhere is one. */
const DIALECTS: Readonly<Record<string, Dialect>> = {
  mysql: {
    systems: 'mysql|mariadb',
    comments: ['--[ \\t][^\\r\\n]*', HASH],
    hasDoubleQuotedStrings: true,
    names: [BACKTICKS],
  },
  loose: {
    systems: 'bigquery|spanner|databricks|spark|hive|^<nil> <nil>$',
    comments: [DASHES, HASH],
    hasDoubleQuotedStrings: true,
    names: [BACKTICKS],
  },
  brackets: {
    systems: 'mssql|sql_server|sqlite|access',
    comments: [DASHES],
    names: [NAME_IN_QUOTES, BACKTICKS, BRACKETS],
  },
  standard: { systems: '', comments: [DASHES, SLASHES], names: [NAME_IN_QUOTES, BACKTICKS] },
};

/** Behind the strings. */
const NUMBERS: readonly Replacement[] = [
  ['\\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\b', '?'],
  ['(?<keep>^|[^\\w$@:.#])(?:0[xX][0-9A-Fa-f]+|\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)\\b', '${keep}?'],
  ['[?]{2,}', '?'],
];

/** A backslash before a quote is an escape in some dialects and a character in others, and comments in comments end differently. */
const AMBIGUOUS: readonly Replacement[] = [
  ["(?s)'.*$", "\\\\'"],
  ['(?s)[\'"].*$', '/[*](?:[^*]|[*]+[^*/])*?/[*]'],
];

const FIELD = '[A-Za-z_$@][\\w.$*-]{0,99}';
/** A key, a method, and the name of a collection before its documents. */
const DOCUMENT_NAMES = `(?<keep>(?:"${FIELD}"|'${FIELD}'|${FIELD})\\s*:|[.]?${FIELD}\\s*[(]|${FIELD}\\s+[{\\[])`;
const DOCUMENT_VALUES = [
  BLOCK_COMMENT,
  SLASHES,
  '"(?:[^"\\\\]|\\\\.)*(?:"|$)',
  "'(?:[^'\\\\]|\\\\.)*(?:'|$)",
  '`[^`]*(?:`|$)',
  '/(?:[^/\\\\]|\\\\.)+(?:/[a-z]*|$)',
  '[^\\s{}\\[\\](),:;"\'`/]+',
];

/** Of databases that are asked by HTTP. */
const SEARCHES = 'elasticsearch|opensearch|couchdb';
const METHOD = '(?:GET|POST|PUT|HEAD|PATCH|DELETE)';
/** The path and the query of a request of which no value is left. */
const CLEAN_TARGET =
  '/?(?:[A-Za-z][\\w.*,-]*/)?(?:(?:_[a-z_]{1,40}|[?])?/?)*(?:[?](?:[a-z_.]{1,40}=)?[?](?:&(?:[a-z_.]{1,40}=)?[?])*)?';
/** The line of a request goes as a whole, unless it is clean, and its body is read as a document. */
const REQUEST: readonly Replacement[] = [
  ...reading(
    [
      DOCUMENT_NAMES.replace('(?<keep>', `(?<keep>^(?:${METHOD} )?${CLEAN_TARGET}(?:\\s|$)|`),
      '^[^\\r\\n]+',
      ...DOCUMENT_VALUES,
    ],
    '"?"',
  ),
  ['"[?]"(?:\\s*,\\s*"[?]")+', '"?"'],
];

/** A kind of statement: how it is told by the database and the text, and what becomes of it. */
export interface StatementKind {
  readonly name: string;
  /** For the name of the database, in lower case; every one without it. */
  readonly systems?: string;
  /** For the statement; every one without it. */
  readonly form?: string;
  /** Where the second matches, the first goes before everything else. */
  readonly ambiguous?: readonly Replacement[];
  readonly replacements: readonly Replacement[];
}

const DOCUMENT: readonly Replacement[] = [
  ...reading([DOCUMENT_NAMES, ...DOCUMENT_VALUES], '"?"'),
  ['"[?]"(?:\\s*,\\s*"[?]")+', '"?"'],
];

/** https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/; the first that fits counts. */
export const STATEMENT_KINDS: readonly StatementKind[] = [
  {
    name: 'command',
    systems: 'redis|valkey|memcached|keydb|dragonfly',
    // Of a command its name stays.
    replacements: [['(?<keep>\\s)(?:[^\\s?]|[?]\\S)\\S*', '${keep}?']],
  },
  { name: 'document', systems: 'mongodb', replacements: DOCUMENT },
  { name: 'document', systems: SEARCHES, form: '^\\s*[{[]', replacements: DOCUMENT },
  {
    name: 'loose',
    systems: SEARCHES,
    form: `^\\s*(?i:${SEARCH_LANGUAGES.map(({ source }) => source.slice(1)).join('|')})`,
    replacements: [],
  },
  {
    name: 'request',
    systems: SEARCHES,
    form: `^\\s*(?:${METHOD}\\s|/|[^\\s{["']+\\s+[{[])`,
    replacements: REQUEST,
  },
  { name: 'words', systems: SEARCHES, replacements: [['(?s)^.+$', '?']] },
  {
    name: 'document',
    systems: 'couchbase|cosmosdb|dynamodb|documentdb',
    // Many of these have a language like SQL too.
    form: '^\\s*(?:[\\[{]|[^\\s({]*[({]|\\S+\\s[{])',
    replacements: DOCUMENT,
  },
  { name: 'graphql', systems: 'graphql', replacements: [] },
  ...Object.entries(DIALECTS).map(([name, { systems, ...dialect }]) => ({
    name,
    ...(systems !== '' && { systems }),
    ambiguous: AMBIGUOUS,
    replacements: [...sql(dialect), ...NUMBERS],
  })),
];
