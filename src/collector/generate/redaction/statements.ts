import { QUERY_KEYS, SENSITIVE_PARAMETERS, URL_KEYS } from '../../../core/redaction/keys.ts';
import { REDACTED } from '../../../core/redaction/text.ts';
import { ruleReplacements } from './actions.ts';
import { bodyAfter, bodyBefore, bodyCleaned } from './body-statements.ts';
import { isDigitLed, joinedSearch } from './digit-led.ts';
import { graphqlStatements } from './graphql-statements.ts';
import { grouped, partsCovering, textsNeededInKeys } from './guards.ts';
import { copyOfKeys, keyStatements } from './key-statements.ts';
import { allOf, escapeForGo, matchesOne, quote, where } from './ottl.ts';
import { endStatements, type Place } from './places.ts';
import { ANY, type CollectorPattern, type CollectorRedaction } from './policy.ts';
import { queryStatements } from './query-statements.ts';
import { guardOf, isForKeys, sharedSearches } from './rule-guards.ts';
import { DIGITS, RUNS } from './runs.ts';
import { searchUrlStatements } from './search-url-statements.ts';

/** A parameter with a sensitive name; patterns of keys may be tied to the ends of the name. */
const parameterPattern = (sensitiveKeys: readonly string[]): string => {
  const names = sensitiveKeys.map((key) => {
    const start = key.replace(/^(\(\?:)?\^/, '$1^|[?&#;]').replace('(?:^|[?&#;]|[', '(?:^|[?&#;');
    const whole = start.endsWith('$') ? start.slice(0, -1) : `${start}[^=&#;\\s]*`;
    // The name of one parameter does not reach into the next one.
    return whole.replaceAll(ANY, '[^=&#;\\s]{0,256}');
  });
  names.push(`(?:^|[?&#;])(?:${SENSITIVE_PARAMETERS.join('|')})`);
  return `(?i)(?<keep>(?:${names.join('|')})=)[^&#;\\s]+`;
};

/** A parameter whose value holds a mark; the mark alone would keep what stands beside it. */
const MARKED_PARAMETER = `(?<keep>(?:^|[?&#;])[^=&#;\\s]*=)[^&#;\\s]*\\[${REDACTED}:[a-z0-9-]+\\][^&#;\\s]*`;

interface Cached extends Place {
  readonly cache: string;
  /** The record's values as JSON, in lower case: what guards look at. */
  readonly text: string;
  /** Its names likewise. */
  readonly names: string;
}

const FLAG = 'has-names';

/** Whether a parameter of a URL may have the name of a secret; parameters are looked at only then. */
const nameStatements = ({ attributes, cache }: Cached, sensitive: readonly string[]): string[] => {
  const queries = `${cache}["queries"]`;
  const flag = `${cache}["${FLAG}"]`;
  const needed = textsNeededInKeys(sensitive);
  const parameters = SENSITIVE_PARAMETERS.map((name) => `${name}=`);
  const patterns = needed.length > 0 ? grouped(partsCovering([...needed, ...parameters])) : ['='];
  const paths = [...URL_KEYS, ...QUERY_KEYS].map((key) => `${attributes}["${key}"]`);
  const hasQuery = paths.map((path) => `IsMatch(${path}, "=")`).join(' or ');
  return [
    `set(${queries}, ToLowerCase(Concat([${paths.join(', ')}], " "))) where ${hasQuery}`,
    `replace_pattern(${queries}, "[._-]", "")`,
    `set(${flag}, true) where ${queries} != nil and (${matchesOne(queries, patterns)})`,
  ];
};

const URLS = `^(?:${[...URL_KEYS, ...QUERY_KEYS].map(escapeForGo).join('|')})$`;

/** Attributes that hold URLs, apart from the others for as long as the statements take that are for them alone. */
const onUrls = ({ attributes, cache }: Cached, condition: string, pattern: string): string[] => {
  const urls = `${cache}["urls"]`;
  return [
    `set(${urls}, ${attributes})${where(condition)}`,
    `keep_matching_keys(${urls}, ${quote(URLS)})${where(condition)}`,
    `replace_all_patterns(${urls}, "value", ${quote(pattern)}, ${quote(`\${keep}${REDACTED}`)})${where(condition)}`,
    `merge_maps(${attributes}, ${urls}, "update")${where(condition)}`,
  ];
};

const urlStatements = (place: Cached, { keys }: CollectorRedaction): string[] => {
  const sensitive = keys.flatMap(({ action, patterns, parameters = patterns }) =>
    // Whatever an attribute becomes, a parameter is masked.
    action === 'allow' ? [] : parameters,
  );
  return [
    ...nameStatements(place, sensitive),
    ...onUrls(place, `${place.cache}["${FLAG}"] == true`, parameterPattern(sensitive)),
  ];
};

/** Where the rules before have left a mark. */
const markedParameters = (place: Cached): string[] => {
  const flag = `${place.cache}["is-marked"]`;
  const isMarked = [...URL_KEYS, ...QUERY_KEYS].map(
    (key) => `IsMatch(${place.attributes}["${key}"], ${quote(`\\[${REDACTED}:`)})`,
  );
  return [
    `set(${flag}, true) where ${isMarked.join(' or ')}`,
    ...onUrls(place, `${flag} == true`, MARKED_PARAMETER),
  ];
};

/** Names a run in the names of attributes. */
/** Ten fixed texts are found in less time than a class of ten characters. */
const HAS_DIGIT = 'names-digit';
const IN_NAMES = `names-${DIGITS.name}`;
/** One of the patterns that begin with a digit is there. */
const DIGIT_LED = 'digit-led';

/** What the record's text is searched for once, for all patterns that need it. */
const sharedStatements = (place: Cached, { rules }: CollectorRedaction): string[] => {
  const { cache, text, names } = place;
  const guards = rules.map(guardOf);
  const needed = new Set(guards.map(({ run }) => run));
  const joined = joinedSearch(guards);
  const set = (name: string, condition: string): string =>
    `set(${cache}["${name}"], true) where ${condition}`;
  return [
    set(DIGITS.name, matchesOne(text, [DIGITS.pattern])),
    ...RUNS.filter((run) => run !== DIGITS && needed.has(run)).map(({ name, pattern }) =>
      set(name, allOf(isFlagged(place, DIGITS.name), matchesOne(text, [pattern]))),
    ),
    set(HAS_DIGIT, matchesOne(names, [...'0123456789'])),
    set(IN_NAMES, allOf(isFlagged(place, HAS_DIGIT), matchesOne(names, [DIGITS.pattern]))),
    ...(joined ? [set(DIGIT_LED, matchesOne(text, [joined]))] : []),
    ...sharedSearches(guards).map((searches, i) => set(`texts-${i}`, matchesOne(text, searches))),
  ];
};

const isFlagged = ({ cache }: Cached, flag: string): string => `${cache}["${flag}"] == true`;

/** Every rule on every value, and on names of attributes where that takes little time. */
const ruleStatements = (
  place: Cached,
  rules: readonly CollectorPattern[],
  shared: readonly (readonly string[])[],
  isJoined: boolean,
): readonly string[] =>
  rules.flatMap((rule) => {
    const guard = guardOf(rule);
    const { run, searches } = guard;
    const index = shared.findIndex((each) => each.join('\n') === searches.join('\n'));
    const isFound = index >= 0 ? isFlagged(place, `texts-${index}`) : matchesOne(place.text, searches);
    const inText = allOf(
      run ? isFlagged(place, run.name) : '',
      isJoined && isDigitLed(guard) ? isFlagged(place, DIGIT_LED) : '',
      isFound,
    );
    const inNames = allOf(run ? isFlagged(place, IN_NAMES) : '', matchesOne(place.names, searches));
    return ruleReplacements(rule).flatMap(([pattern, replacement]) => {
      const statement = (mode: string, condition: string): string =>
        `replace_all_patterns(${place.attributes}, "${mode}", ${quote(pattern)}, ${quote(replacement)})${where(condition)}`;
      return [statement('value', inText), ...(isForKeys(rule) ? [statement('key', inNames)] : [])];
    });
  });

/** Rules that find addresses run first, and what they made of those of one's own machines is undone. */
const allRuleStatements = (place: Cached, { rules, addresses }: CollectorRedaction): readonly string[] => {
  const { attributes, cache } = place;
  const own = `${cache}["own"]`;
  const guards = rules.map(guardOf);
  const shared = sharedSearches(guards);
  const isJoined = joinedSearch(guards) !== undefined;
  const [forAddresses, others] = [true, false].map((isAddress) =>
    rules.filter(({ id }) => addresses.rules.includes(id) === isAddress),
  ) as [CollectorPattern[], CollectorPattern[]];
  const isThere = where(`${own} != nil`);
  const usual = place.hasUsualNames ? addresses.ownNames : [];
  const aside = copyOfKeys({ attributes, cache, text: 'words' }, own, addresses.ownKeys, usual);
  const isSparing = forAddresses.length > 0 && addresses.ownKeys.length > 0;
  return [
    ...(isSparing ? aside : []),
    ...ruleStatements(place, forAddresses, shared, isJoined),
    ...(isSparing ? [`merge_maps(${attributes}, ${own}, "upsert")${isThere}`] : []),
    ...ruleStatements(place, others, shared, isJoined),
  ];
};

/** Cleans a place: texts become attributes for a while, so that each rule is one statement. */
export const cleaningStatements = (place: Place, redaction: CollectorRedaction): string[] => {
  const { context, attributes, texts, hasUrls, hasQueries, hasBody, hasUsualNames, spared = [] } = place;
  const cache = `${context}.cache`;
  const cached = { ...place, cache, text: `${cache}["text"]`, names: `${cache}["names"]` };
  const keys = keyStatements({ attributes, cache, text: 'words' }, [
    ...spared.map((pattern) => ({ action: 'allow', patterns: [pattern] }) as const),
    ...redaction.keys.map(({ usual = [], ...rule }) => ({ ...rule, usual: hasUsualNames ? usual : [] })),
  ]);
  return [
    ...texts.map(({ path, as, condition = '' }) => `set(${as}, ${path})${where(condition)}`),
    ...(hasBody ? bodyBefore() : []),
    ...(hasQueries ? queryStatements(attributes, cache) : []),
    ...(hasQueries ? searchUrlStatements(attributes, cache) : []),
    ...(hasUrls ? graphqlStatements(attributes) : []),
    `set(${cached.names}, ToLowerCase(String(Keys(${attributes}))))`,
    `set(${cache}["words"], ${cached.names})`,
    `replace_pattern(${cache}["words"], "[._-]", "")`,
    ...keys.before,
    // What was put aside is empty by now, and nothing is looked for because of it.
    `set(${cached.text}, ToLowerCase(String(Values(${attributes}))))`,
    ...(hasUrls ? urlStatements(cached, redaction) : []),
    ...sharedStatements(cached, redaction),
    ...allRuleStatements(cached, redaction),
    ...(hasUrls ? markedParameters(cached) : []),
    ...(hasBody ? bodyCleaned() : []),
    ...keys.after,
  ];
};

/** What stood for texts goes back to where it came from. */
export const returningStatements = (place: Place): string[] => [
  ...place.texts.map(({ path, as }) => `set(${path}, ${as})`),
  ...(place.hasBody ? bodyAfter() : []),
  ...(place.texts.length > 0 && !place.hasBody ? endStatements(place.attributes) : []),
];
