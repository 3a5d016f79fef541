import { quote } from '../redaction/ottl.ts';

const AGENT = 'resource.cache["agent"]';
const DEVICE = 'resource.attributes["binnacle.device.class"]';

/** Names that nothing else has, each above those that it also says it is. */
const BROWSERS: readonly (readonly [name: string, version: string])[] = [
  ['Safari', 'Version/(?P<version>\\d{1,4})[0-9.]* .*Safari/'],
  ['Chrome', '(?:Chrome|CriOS)/(?P<version>\\d{1,4})'],
  ['Samsung Internet', 'SamsungBrowser/(?P<version>\\d{1,4})'],
  ['Firefox', '(?:Firefox|FxiOS)/(?P<version>\\d{1,4})'],
  ['Edge', 'Edg(?:e|A|iOS)?/(?P<version>\\d{1,4})'],
  ['Opera', '(?:OPR|OPT|OPiOS)/(?P<version>\\d{1,4})'],
];

const DEVICES: readonly (readonly [name: string, pattern: string])[] = [
  ['desktop', 'Windows NT|Macintosh|X11|CrOS'],
  ['tablet', 'iPad|Tablet|PlayBook|Silk/|Android'],
  ['mobile', 'Mobi|iPhone|iPod'],
  ['bot', '(?i)bot\\b|crawler|spider'],
];

/** What says who or which machine it was: a page has no need of it, and what it says of itself is not trusted. */
const OF_RESOURCE = [
  'client\\.',
  'source\\.',
  'network\\.(?:peer|local)\\.',
  'net\\.',
  'http\\.client_ip$',
  'host\\.',
  'k8s\\.',
  'container\\.',
  'process\\.',
  'geo\\.',
  'user_agent\\.',
  'service\\.instance\\.id$',
  'binnacle\\.device\\.',
].join('|');
const OF_RECORDS =
  '^(?:client\\.|source\\.|network\\.peer\\.|net\\.(?:sock\\.)?peer\\.|http\\.client_ip$|geo\\.|user_agent\\.)';

/** Of the browser's own words, what has been read. */
const READ = ['browser.brands', 'browser.mobile'];

export interface Enrichment {
  /** A header with two letters, which a proxy has set. */
  readonly countryHeader: string;
  /** Of pages that do not say one. */
  readonly environment: string | undefined;
}

const metadata = (header: string): string => `otelcol.client.metadata[${quote(header.toLowerCase())}]`;

const ofResource = ({ countryHeader, environment }: Enrichment): readonly string[] => {
  const country = metadata(countryHeader);
  return [
    `delete_matching_keys(resource.attributes, ${quote(`^(?:${OF_RESOURCE})`)})`,
    `set(${AGENT}, "")`,
    `set(${AGENT}, ${metadata('user-agent')}[0]) where ${metadata('user-agent')} != nil`,
    'set(resource.attributes["user_agent.name"], "other")',
    ...BROWSERS.flatMap(([name, version]) => {
      const is = `IsMatch(${AGENT}, ${quote(version)})`;
      return [
        `set(resource.attributes["user_agent.name"], ${quote(name)}) where ${is}`,
        `set(resource.attributes["user_agent.version"], ExtractPatterns(${AGENT}, ${quote(version)})["version"]) where ${is}`,
      ];
    }),
    `set(${DEVICE}, "other")`,
    ...DEVICES.map(
      ([name, pattern]) => `set(${DEVICE}, ${quote(name)}) where IsMatch(${AGENT}, ${quote(pattern)})`,
    ),
    ...READ.map((key) => `delete_key(resource.attributes, ${quote(key)})`),
    `set(resource.attributes["geo.country.iso_code"], ${country}[0]) where ${country} != nil and IsMatch(${country}[0], "^[A-Z]{2}$$")`,
    ...(environment === undefined
      ? []
      : [
          `set(resource.attributes["deployment.environment.name"], ${JSON.stringify(environment)}) where resource.attributes["deployment.environment.name"] == nil`,
        ]),
  ];
};

/** What the request says of the browser, in a few words; the words that it was read from are not kept. */
export const enrichmentProcessor = (enrichment: Enrichment): object => {
  const resource = { context: 'resource', statements: ofResource(enrichment) };
  const groups = (context: 'log' | 'span') => [
    resource,
    { context, statements: [`delete_matching_keys(${context}.attributes, ${quote(OF_RECORDS)})`] },
  ];
  return { error_mode: 'ignore', log_statements: groups('log'), trace_statements: groups('span') };
};
