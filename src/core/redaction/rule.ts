/** Finds one kind of personal or secret text. One rule is one file in `rules/`. */
export interface RedactionRule {
  /** Equals the file's name; names the rule in the replacement, `[REDACTED:<id>]`. */
  readonly id: string;
  readonly summary: string;
  /** The specification of the format that the pattern follows. */
  readonly source: string;
  /**
   * A regular expression in the subset that JavaScript and RE2 share (no look-around, no back-references,
   * bounded repetition), so that the SDK and the Collector use the same one.
   * Where it has groups named `keep` or `keepAfter`, their text stays and the rest of the match goes.
   */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
  /** One of these characters or words occurs, in this case, in every text that the pattern can match. */
  readonly hints: readonly string[];
  /** Fewest ASCII digits of any text that the pattern can match; spares texts with fewer the search. */
  readonly leastDigits?: number;
  /** Looks at the text before other rules do, because they would take away what it goes by. */
  readonly goesFirst?: boolean;
  /** A check that no regular expression can do, such as a checksum. The Collector goes without it. */
  readonly accept?: (match: string) => boolean;
  /** Tests: the rule finds something in each of these, */
  readonly matches: readonly string[];
  /** and nothing in any of these. */
  readonly ignores: readonly string[];
}
