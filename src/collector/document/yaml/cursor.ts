/** A text is no YAML for the Collector: what is wrong, and where, as an offset into it. */
export class YamlFault extends Error {
  readonly offset: number;
  /** Where the bracket is that is not closed. */
  readonly opened: number | undefined;

  constructor(offset: number, message: string, opened?: number) {
    super(message);
    this.offset = offset;
    this.opened = opened;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
export const TAB = 9;

/** Five characters end a line there, as in YAML 1.1. */
export const isBreak = (code: number): boolean =>
  code === LINE_FEED || code === CARRIAGE_RETURN || code === 0x85 || code === 0x2028 || code === 0x2029;
export const isBlank = (code: number): boolean => code === SPACE || code === TAB;
/** Beyond the end the code is 0, which no text has: control characters are refused before. */
export const isBreakOrEnd = (code: number): boolean => code === 0 || isBreak(code);
export const isBlankOrEnd = (code: number): boolean => isBlank(code) || isBreakOrEnd(code);
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** What names of anchors, tags and directives are made of. */
export const isWord = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45;

/** Of most lines all, of others as far as they are in ASCII. */
const LINE_RUN = /[\t -~]+/y;

/** Goes through a text, and knows the line and the column. */
export class Cursor {
  readonly text: string;
  offset = 0;
  line = 0;
  private lineStart = 0;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith('\ufeff')) {
      this.offset = 1;
      this.lineStart = 1;
    }
  }

  /** From 0. */
  get column(): number {
    return this.offset - this.lineStart;
  }

  code(ahead = 0): number {
    const at = this.offset + ahead;
    return at < this.text.length ? this.text.charCodeAt(at) : 0;
  }

  is(character: string): boolean {
    return this.text.startsWith(character, this.offset);
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.offset++;
  }

  skipLine(): void {
    this.skipRun(LINE_RUN);
    while (!isBreakOrEnd(this.code())) this.offset++;
  }

  skipWord(): void {
    while (isWord(this.code())) this.offset++;
  }

  /** As far as a sticky expression matches: code that runs for the first time is slow one character at a time. */
  skipRun(run: RegExp): void {
    run.lastIndex = this.offset;
    if (run.test(this.text)) this.offset = run.lastIndex;
  }

  /** Goes past the end of a line, and says what it stands for in a text: the two newer ones for themselves. */
  readBreak(): string {
    const code = this.code();
    const length = code === CARRIAGE_RETURN && this.code(1) === LINE_FEED ? 2 : 1;
    this.offset += length;
    this.line++;
    this.lineStart = this.offset;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** `---` or `...` on a line of its own. */
  isAtDocumentMark(): boolean {
    return this.column === 0 && (this.is('---') || this.is('...')) && isBlankOrEnd(this.code(3));
  }

  since(start: number): string {
    return this.text.slice(start, this.offset);
  }
}
