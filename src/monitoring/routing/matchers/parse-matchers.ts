import type { Matcher } from './matcher.ts';
import { MatcherFault } from './matcher-fault.ts';
import { parseClassicMatcher, parseClassicMatchers } from './parse-classic.ts';
import { parseUtf8Matchers } from './parse-utf8.ts';

interface Attempt {
  readonly matchers?: Matcher[];
  readonly fault?: string;
}

const attempt = (parse: (text: string) => Matcher[], text: string): Attempt => {
  try {
    return { matchers: parse(text) };
  } catch (error) {
    return { fault: (error as Error).message };
  }
};

const shapeOf = (matchers: readonly Matcher[]): string =>
  JSON.stringify(matchers.map(({ name, operator, value }) => [name, operator, value]));

/** Both parsers are asked. The classic one is believed where the other refuses, or says something else. */
const parseBoth = (
  text: string,
  utf8Parser: (text: string) => Matcher[],
  classicParser: (text: string) => Matcher[],
): Matcher[] => {
  const utf8 = attempt(utf8Parser, text);
  const classic = attempt(classicParser, text);
  if (!utf8.matchers) {
    if (!classic.matchers) throw new MatcherFault(utf8.fault ?? '');
    return classic.matchers;
  }
  const disagree = classic.matchers && shapeOf(classic.matchers) !== shapeOf(utf8.matchers);
  return disagree && classic.matchers ? classic.matchers : utf8.matchers;
};

/**
 * The matchers of a text as Alertmanager 0.34 reads them without feature flags.
 * @throws MatcherFault where it is none
 */
export const parseMatchers = (text: string): Matcher[] =>
  parseBoth(text, parseUtf8Matchers, parseClassicMatchers);

/**
 * One matcher, as on a command line.
 * @throws MatcherFault where it is none, or more than one
 */
export const parseMatcher = (text: string): Matcher => {
  const expected = 'expected a label such as severity=critical';
  if (text.startsWith('{') || text.endsWith('}'))
    throw new MatcherFault(`${JSON.stringify(text)} has a brace; ${expected}`);
  const one = (matchers: Matcher[]): Matcher[] => {
    if (matchers.length !== 1)
      throw new MatcherFault(`${JSON.stringify(text)} is not one label; ${expected}`);
    return matchers;
  };
  const [matcher] = parseBoth(
    text,
    (each) => one(parseUtf8Matchers(each)),
    (each) => [parseClassicMatcher(each)],
  );
  return matcher as Matcher;
};
