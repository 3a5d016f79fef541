/** Something wrong in the text of a statement. */
export interface OttlFault {
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  readonly message: string;
  /** It is accepted, and fails when it runs. */
  readonly isWarning?: boolean;
}

/** The text is not OTTL: reading ends here. */
export class SyntaxFault extends Error implements OttlFault {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}
