// Routing trees of Alertmanager and alerts for them, the same ones for the same seed.
import { createRandom, pick } from '../../core/random.ts';

type Random = () => number;

/** Classic names, and those that only the parser of 0.27 and later takes, quoted. */
const NAMES = [
  'severity',
  'team',
  'service',
  'host.name',
  'größe',
  'a b',
  'x"y',
  '日本',
  '_a:b',
  'e\\f',
] as const;

const VALUES = [
  '',
  'critical',
  'warning',
  'shop/orders',
  'shop/payments',
  'a,b',
  'a"b',
  'a\\b',
  'zwei worte',
  'größer',
  '日本',
  '😀',
  'line\nbreak',
  'Kelvin',
  '5xx',
  '{x}',
  '~',
  "it's",
] as const;

/** Regular expressions of Go, some with what JavaScript has not. */
const PATTERNS = [
  'critical|warning',
  'shop/.*',
  '.*',
  '.+',
  '',
  '(?i)CRITICAL',
  '(?i:kelvin)',
  '[[:alpha:]]+',
  '\\d?xx|\\d+xx',
  'a.b',
  'a\\\\b',
  '(?s)line.break',
  'line.break',
  '[^a-z]+',
  '\\p{Han}+',
  'gr\\x{f6}\\x{df}er',
  '\\Qa,b\\E',
  '(shop)/(orders)',
  'crit|ical',
  '^critical$',
  '.{1,2}',
  'a)|(b',
] as const;

const CLASSIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const RESERVED = /[\s{}!=~,\\"'`]/;

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** With or without quotes where both are possible. */
const written = (text: string, random: Random): string =>
  text === '' || RESERVED.test(text) || random() < 0.6 ? quoted(text) : text;

/** Lines of which the two parsers may make different texts, or which only one of them takes. */
const ODD = [
  'a="\\t"',
  'a="\\x41"',
  'team=~"a\\.b"',
  'severity="crit\\ical"',
  'team=a\\b',
  'team=',
  'severity=~5..',
  'team="a", ',
  '{severity="critical"}',
  'team = "x" , severity != y',
  '"team"=critical',
  'severity="\\u00f6"',
];

const matcherText = (random: Random): string => {
  const name = pick(NAMES, random);
  const operator = pick(['=', '=', '!=', '=~', '=~', '!~'] as const, random);
  const value = operator.endsWith('~') ? pick(PATTERNS, random) : pick(VALUES, random);
  const space = random() < 0.3 ? ' ' : '';
  const shownName = CLASSIC.test(name) && random() < 0.8 ? name : written(name, random);
  return `${shownName}${space}${operator}${space}${written(value, random)}`;
};

const many = <T>(most: number, random: Random, make: () => T): T[] =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, make);

const lineOf = (random: Random): string => {
  if (random() < 0.08) return pick(ODD, random);
  return [matcherText(random), ...(random() < 0.2 ? [matcherText(random)] : [])].join(
    random() < 0.5 ? ',' : ' , ',
  );
};

const RECEIVERS = Array.from({ length: 12 }, (_, index) => `r${index}`);

export interface RandomRoute {
  readonly receiver?: string;
  readonly continue?: boolean;
  readonly matchers?: readonly string[];
  readonly match?: Readonly<Record<string, string>>;
  readonly match_re?: Readonly<Record<string, string>>;
  readonly routes?: readonly RandomRoute[];
}

export interface RandomConfiguration {
  readonly route: RandomRoute;
  readonly receivers: readonly { readonly name: string }[];
}

const routeOf = (random: Random, depth: number): RandomRoute => ({
  ...(random() < 0.8 && { receiver: pick(RECEIVERS, random) }),
  ...(random() < 0.4 && { continue: true }),
  matchers: many(2, random, () => lineOf(random)),
  ...(random() < 0.1 && { match: { severity: pick(VALUES, random) } }),
  ...(random() < 0.1 && { match_re: { team: pick(PATTERNS, random) } }),
  ...(depth > 0 && { routes: many(4, random, () => routeOf(random, depth - 1)) }),
});

/** A configuration of Alertmanager as data; JSON is YAML. */
export const randomConfiguration = (seed: number): RandomConfiguration => {
  const random = createRandom(seed);
  return {
    route: { receiver: 'r0', routes: many(6, random, () => routeOf(random, 3)) },
    receivers: RECEIVERS.map((name) => ({ name })),
  };
};

/** Labels of an alert, of names and values that the trees ask for. */
export const randomLabels = (seed: number): Record<string, string> => {
  const random = createRandom(seed);
  return Object.fromEntries(many(5, random, () => [pick(NAMES, random), pick(VALUES, random)]));
};

/** As arguments of `amtool config routes test` and of `binnacle monitoring route-test`. */
export const labelArguments = (labels: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(labels).map(
    ([name, value]) => `${CLASSIC.test(name) ? name : quoted(name)}=${quoted(value)}`,
  );
