/** Where a rule found something: from `start` up to `end`, in UTF-16 units. One is used again and again: a search makes none. */
export interface Found {
  start: number;
  end: number;
  /** Where what was found before ends, of a whole text: what follows is not a part of it. */
  until?: number;
  /** The same at all places of one text: a rule that is asked from left to right may remember by it what it saw. */
  search?: number;
}

/**
 * To stay small, because every byte is loaded by browsers: `node scripts/redaction-size.ts` says what each file has.
 * Lists as one string and `split(' ')`, or ranges of code units, are smaller than arrays of strings; what two rules
 * share belongs into one file; what only `facts` need belongs into `facts`, which no browser loads. To stay fast:
 * `charCodeAt` behind the end gives `NaN`, which slows down all sums with it, so compare with `length` first; ask for
 * the cheapest thing first; `prefixes`, `behind`, `ahead`, `beside`, `outside`, `minDigits`, `mayBegin` and
 * `startsNumber` spare the call.
 */

/**
 * Finds one kind of personal or secret text. One rule is one file in `rules/`, which exports this as `rule` and what
 * tests, documents and the Collector need as `facts`; a bundle that only redacts has the first alone.
 */
export interface RedactionRule {
  /** Equals the file's name; names the rule in policies and in the mark, `[REDACTED:<id>]`. */
  readonly id: string;
  /** ASCII characters; the search asks `find` at each of them. Of a letter, both cases are to be listed. */
  readonly triggers: string;
  /** A trigger counts only where no ASCII letter, digit or underscore stands before it; or only these triggers do. */
  readonly startsWord?: boolean | string;
  /** A digit among the triggers counts only where no digit stands before it; letters may. */
  readonly startsNumber?: boolean;
  /**
   * A trigger with the one or two units that follow it, ASCII, of all that it looks for there: `find` is asked only
   * where they stand, the third in either case. Spares a call at every word that begins with the same letter. A trigger
   * that is in none has anything behind it.
   */
  readonly prefixes?: readonly string[];
  /**
   * ASCII characters one of which stands before every trigger, or before this one, where it is to be asked; before it
   * is no end of a text.
   */
  readonly behind?: string | Readonly<Record<string, string>>;
  /** The same of what follows every trigger. */
  readonly ahead?: string;
  /**
   * Of a trigger, the ASCII sign that stands so many units behind it, or before it where the number is below 0,
   * wherever it is to be asked.
   */
  readonly beside?: Readonly<Record<string, readonly [units: number, sign: string]>>;
  /** ASCII signs: a digit that has one of them before it, and a digit before that, is not asked for. */
  readonly outside?: string;
  /**
   * At a digit that begins a word, `find` is asked only where at least so many digits follow, with that one, as
   * `readDigits` counts them. Most numbers are short: one look at each spares all rules of long ones.
   */
  readonly minDigits?: number;
  /**
   * Whether it may find anything at a digit that begins a word, from how the digits from there on are apart: `count`
   * and `gaps` as `readDigits` has them, and whether the first one is 0. Not asked where a letter stands before
   * the unit before the digit. The answers are remembered: in lists of numbers the same come again and again.
   */
  mayBegin?(count: number, gaps: number, isZero: boolean): boolean;
  /** Whether all that it finds has fifteen letters, digits and signs of base64 together, or `.`, `=` and `~`. */
  readonly inLongWord?: boolean;
  /** Is asked within ids too, UUIDs and those of traces: no other rule is, because what reads like a number there is none. */
  readonly looksIntoIds?: boolean;
  /** Of a trigger, how many times as long as most rules it takes to find nothing, where that is several times. */
  readonly work?: Readonly<Record<string, number>>;
  /**
   * The unit behind what it finds ends it, and stays: no rule is asked there. So the `@` behind a password in a URL
   * makes no e-mail address of the password and the host.
   */
  readonly endedByNext?: boolean;
  /**
   * Whether something is found that has to do with the trigger at `at`, which may lie before, in or behind it.
   * No regular expressions. Looks at no more than a bounded number of units that are not part of what it finds, so
   * that a search is linear: test/core/redaction counts. Allocates nothing where it returns false.
   */
  find(text: string, at: number, found: Found): boolean;
}

/**
 * What a text is made into by the default policy and all rules; a third is what the Collector makes of it, where
 * that is not the same.
 */
type RedactionVector = readonly [text: string, expected: string, inCollector?: string];

/** How the Collector finds what the rule finds. */
interface CollectorRule {
  /**
   * Regular expressions in the subset that JavaScript and RE2 share (no look-around, no back-references, bounded
   * repetition). Where one has groups named `keep` or `keepAfter`, their text stays and the rest of the match goes.
   * None where no regular expression can do it.
   */
  readonly patterns: readonly string[];
  readonly ignoreCase?: boolean;
  /** Applied before the others, because they would take away what it goes by. */
  readonly goesFirst?: boolean;
  /** What the patterns miss, or take though they should not, in words for users: a checksum, a decoded form. */
  readonly remains?: string;
}

export interface RuleFacts {
  readonly summary: string;
  /** The specifications of the formats. */
  readonly sources: readonly string[];
  readonly vectors: readonly RedactionVector[];
  /** Texts in which the rule finds nothing. */
  readonly ignores: readonly string[];
  readonly collector: CollectorRule;
}
