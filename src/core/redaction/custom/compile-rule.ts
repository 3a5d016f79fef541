import { isWord } from '../characters.ts';
import { isMark } from '../is-mark.ts';
import type { CustomRule } from '../policy.ts';
import type { RedactionRule } from '../rule.ts';
import { createAutomaton } from './automaton.ts';
import { BEYOND, PatternError, parsePattern, UNITS } from './parse-pattern.ts';

/** Longest mark: https://github.com/ is no part of it, but an id of 64 characters and sixteen digits are. */
const MAX_MARK_LENGTH = 96;

const MASK = 'REDACTED';

/** Whether a find lies in a mark of this project, which stands where something was already removed. */
const isInMark = (text: string, start: number, end: number): boolean => {
  for (let open = start; open >= 0 && start - open < MAX_MARK_LENGTH; open--) {
    if (text[open] !== '[') continue;
    const close = text.slice(open, open + MAX_MARK_LENGTH).indexOf(']');
    return close >= 0 && open + close >= end - 1 && isMark(text.slice(open, open + close + 1));
  }
  for (let open = Math.max(0, start - MASK.length); open <= start; open++)
    if (text.startsWith(MASK, open) && end <= open + MASK.length) return true;
  return false;
};

/**
 * A rule of a pattern of the user's own. It searches like the built-in ones: by a table, forwards, and at most
 * 256 units from each place where a match can begin. Throws PatternError where the pattern is not of the subset.
 */
export const compileRule = ({ id, pattern, ignoreCase = false }: CustomRule): RedactionRule => {
  const { root, starts, ends } = parsePattern(pattern, ignoreCase);
  const { next, accepts, first } = createAutomaton(root);
  if (first.has(BEYOND))
    throw new PatternError(
      'it can begin with a character outside ASCII; begin with a letter, a digit or a sign',
    );
  const triggers = [...first].map((unit) => String.fromCharCode(unit)).join('');
  const startsAt = (text: string, at: number): boolean =>
    starts === 'anywhere' ||
    (starts === 'text' ? at === 0 : isWord(text.charCodeAt(at)) !== isWord(text.charCodeAt(at - 1)));
  const endsAt = (text: string, at: number): boolean =>
    ends === 'anywhere' ||
    (ends === 'text' ? at === text.length : isWord(text.charCodeAt(at)) !== isWord(text.charCodeAt(at - 1)));
  return {
    id,
    triggers,
    looksIntoIds: true,
    find: (text, at, found) => {
      if (!startsAt(text, at)) return false;
      let end = -1;
      let state = 0;
      for (let i = at; i < text.length; ) {
        state = next[state * UNITS + Math.min(text.charCodeAt(i), BEYOND)] as number;
        if (state < 0) break;
        i++;
        if (accepts[state] && endsAt(text, i)) end = i;
      }
      if (end < 0 || isInMark(text, at, end)) return false;
      found.start = at;
      found.end = end;
      return true;
    },
  };
};
