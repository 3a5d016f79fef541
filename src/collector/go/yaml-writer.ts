/** Where a text stands: as a key, as the value of one, in a list of lines, or in a list within brackets. */
export type YamlStyle = 'key' | 'value' | 'item' | 'flow';

const KEYWORDS = new Set(
  'null Null NULL ~ true True TRUE false False FALSE y Y yes Yes YES n N no No NO on On ON off Off OFF'.split(
    ' ',
  ),
);

/** It is written within quotes, and so always read as it was. */
const isQuoted = (text: string, style: YamlStyle): boolean =>
  text === '' ||
  KEYWORDS.has(text) ||
  text === '-' ||
  /^[*&[{}\],!|>%'"@ `]|[: ]$|[#\\]|[:-] /.test(text) ||
  (style === 'flow' && /[\]},'"]|:(?!\/)/.test(text));

/** Line breaks that are not `\n`, and what YAML has no plain form for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

/** What is read as a part of YAML, and not of the text. Several lines become a block, in which all is text. */
const MISREAD: Readonly<Record<YamlStyle, RegExp>> = {
  key: /\n|^\t|^\?[ \t]|^-\t|:\t|^<<$/,
  // Tabs in front of a value are left away.
  value: /^(?!.*\n)(?:\t*\?(?:[ \t]|$)|-\t|.*:\t|\t[\t ]*[*&>%@`,[\]{}'"])|^[\n ]*\t(?=.*\n)|^\n[\n ]*\t/s,
  item: /^(?!.*\n)(?:\?(?:[ \t]|$)|-\t|.*:\t)|^[\n ]*\t/s,
  flow: /[[{?\n]|^:|^-\t|^\t+$/,
};

/**
 * Whether what https://github.com/goccy/go-yaml (v1.19.2) writes of a text cannot be read by
 * https://github.com/yaml/go-yaml (v2.4.4): the one leaves quotes away where the other needs them. That is how the Prometheus receiver gives its configuration to Prometheus.
 */
export const isUnreadableYaml = (text: string, style: YamlStyle): boolean =>
  !isQuoted(text, style) && (UNWRITABLE.test(text) || MISREAD[style].test(text));
