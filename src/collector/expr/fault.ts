/** The text is no expression, or one that cannot be right: reading ends here. */
export class ExprFault extends Error {
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}
