import type { RuleGuard } from './rule-guards.ts';
import { parsePattern } from './syntax.ts';

/** Go tries a pattern that begins with a digit at each character: several of them are tried as one. */
const DIGIT = '[0-9]';
const MIN_JOINED = 2;

const isOneSequence = (source: string): boolean => {
  const node = parsePattern(source);
  return node.kind === 'one of' && node.options.length === 1;
};

const restOf = (source: string): string | undefined => {
  if (!source.startsWith(DIGIT) || /^[{?]/.test(source.slice(DIGIT.length)) || !isOneSequence(source))
    return undefined;
  return source.slice(DIGIT.length);
};

/** Whether all that the guard searches for begins with a digit. */
export const isDigitLed = ({ run, searches }: RuleGuard): boolean =>
  run === undefined && searches.length > 0 && searches.every((each) => restOf(each) !== undefined);

/** One pattern of Go for what these guards search for; undefined where that is too little to join. */
export const joinedSearch = (guards: readonly RuleGuard[]): string | undefined => {
  const rests = [...new Set(guards.filter(isDigitLed).flatMap(({ searches }) => searches.map(restOf)))];
  return rests.length >= MIN_JOINED ? `${DIGIT}(?:${rests.join('|')})` : undefined;
};
