/** Largest request of a recording, in bytes: so much is held at once. */
export const MAX_DOCUMENT_BYTES = 256 * 1_048_576;

/** What is wrong with a recording; the name of the file goes before it. */
export class RecordingFault extends Error {
  override readonly name = 'RecordingFault';
  /** What came before it is good: whoever wrote it was stopped. */
  readonly isCut: boolean;

  constructor(message: string, isCut = false) {
    super(message);
    this.isCut = isCut;
  }
}
