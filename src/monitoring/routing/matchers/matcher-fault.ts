/** A text is no matcher. The message says what was expected where. */
export class MatcherFault extends Error {
  override readonly name = 'MatcherFault';
}
