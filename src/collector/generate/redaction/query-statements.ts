// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Go's regular expressions
import { quote } from './ottl.ts';

// What the sanitizer of the redaction processor does not know: it goes by db.system.name, has neither SQL Server nor
// Oracle nor Elasticsearch, takes double quotes in MySQL for names, and leaves alone what it cannot read.

export const STATEMENT_KEYS = ['db.query.text', 'db.statement'];

const SYSTEM = 'span.cache["system"]';

/** Databases whose statements are documents or commands: https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/ */
const DOCUMENTS = '(?i)mongodb|elasticsearch|opensearch|couchdb|couchbase|cosmosdb|dynamodb';
const COMMANDS = '(?i)redis|valkey|memcached';
/** Double quotes are strings there; so they are taken to be where nobody says which database it is. */
const DOUBLE_QUOTES = '(?i)mysql|mariadb|bigquery|spanner|databricks|spark|hive|^<nil> <nil>$';

type Replacement = readonly [pattern: string, replacement: string];

/** A backslash before a quote is an escape in some dialects and a character in others: then all from the first quote on goes. */
const AMBIGUOUS = "\\\\'";

const SQL: readonly Replacement[] = [
  ["(?is)\\bn?q'(?:\\[.*?\\]|\\{.*?\\}|\\(.*?\\)|<.*?>|!.*?!|\\|.*?\\||~.*?~)'", '?'],
  ["(?s)(?:\\b[NnEeBbXxUu]&?)?'(?:[^']|'')*(?:'|$)", '?'],
  ['(?s)[$][$].*?(?:[$][$]|$)', '?'],
  ['\\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\b', '?'],
  ['(?<keep>^|[^\\w$@:.#])(?:0[xX][0-9A-Fa-f]+|\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)\\b', '${keep}?'],
  ['[?]{2,}', '?'],
];

const DOCUMENT: readonly Replacement[] = [
  ['(?<keep>:\\s*)"(?:[^"\\\\]|\\\\.)*(?:"|$)', '${keep}"?"'],
  ['(?<keep>:\\s*)(?:-?[0-9][0-9.eE+-]*|true|false)', '${keep}"?"'],
  ['\\[[^\\[\\]{}]*(?:\\]|$)', '["?"]'],
  ['(?<keep>\\[\\s*)"(?:[^"\\\\]|\\\\.)*(?:"|$)', '${keep}"?"'],
];

/** The sanitizer keeps keys, which have identifiers in them; of a command the name stays. */
const ARGUMENT: Replacement = ['(?<keep>\\s)(?:[^\\s?]|[?]\\S)\\S*', '${keep}?'];

/** What is left of literals in statements. */
export const queryStatements = (attributes: string): string[] => {
  const isThere = STATEMENT_KEYS.map((key) => `${attributes}["${key}"] != nil`).join(' or ');
  const system = `set(${SYSTEM}, Concat([${attributes}["db.system.name"], ${attributes}["db.system"]], " ")) where ${isThere}`;
  const statements = STATEMENT_KEYS.flatMap((key) => {
    const path = `${attributes}["${key}"]`;
    const replace = ([pattern, replacement]: Replacement, condition: string): string =>
      `replace_pattern(${path}, ${quote(pattern)}, ${quote(replacement)}) where ${path} != nil and ${condition}`;
    const isSql = `not IsMatch(${SYSTEM}, ${quote(`${DOCUMENTS}|${COMMANDS.slice(4)}`)})`;
    const isDocument = `IsMatch(${SYSTEM}, ${quote(DOCUMENTS)})`;
    const hasDoubleQuotes = `IsMatch(${SYSTEM}, ${quote(DOUBLE_QUOTES)})`;
    return [
      replace(["(?s)'.*$", '?'], `${isSql} and IsMatch(${path}, ${quote(AMBIGUOUS)})`),
      replace(['(?s)"(?:[^"\\\\]|\\\\.|"")*(?:"|$)', '?'], hasDoubleQuotes),
      ...SQL.map((each) => replace(each, isSql)),
      ...DOCUMENT.map((each) => replace(each, isDocument)),
      replace(ARGUMENT, `IsMatch(${SYSTEM}, ${quote(COMMANDS)})`),
    ];
  });
  return [system, ...statements];
};
