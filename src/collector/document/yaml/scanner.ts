// What https://pkg.go.dev/go.yaml.in/yaml/v3 (v3.0.4), the Collector's reader, takes for the tokens of a text.
// It is YAML 1.1 with some of 1.2, and less strict than either in some places.
import { Cursor, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, TAB, YamlFault } from './cursor.ts';
import { scanDirective, scanName, scanTag } from './properties.ts';
import { scanBlock, scanPlain, scanQuoted } from './scalars.ts';
import type { Indicator, MarkToken, Token } from './token.ts';

/** Something that a colon may make a key of. */
interface SimpleKey {
  isPossible: boolean;
  /** The token is held back until it is known. */
  isAwaited: boolean;
  /** Nothing else can stand here. */
  readonly isRequired: boolean;
  /** Of the token, counted from the first one. */
  readonly index: number;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

const LONGEST_KEY = 1024;
/** Tokens that are read ahead, so that what is wrong with the last of them is told. */
const AHEAD = 2;

const noKey = (index: number): SimpleKey => ({
  isPossible: false,
  isAwaited: false,
  isRequired: false,
  index,
  offset: 0,
  line: 0,
  column: 0,
});

/** What no text without quotes begins with. */
const RESERVED = '-?:,[]{}#&*!|>\'"%@`';

export class Scanner {
  private readonly cursor: Cursor;
  private readonly tokens: Token[] = [];
  private taken = 0;
  private hasEnded = false;
  /** Columns of the blocks that are open. */
  private readonly indents: number[] = [];
  private indent = -1;
  /** One for each open bracket, and one for the block. */
  private readonly keys: SimpleKey[] = [noKey(0)];
  private isKeyAllowed = true;
  /** Where the token that is read begins. */
  private contentLine = 0;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  peek(): Token {
    while (!this.hasEnded && this.needsMore()) this.fetch();
    return this.tokens[0] as Token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') {
      this.tokens.shift();
      this.taken++;
    }
    return token;
  }

  private get isInFlow(): boolean {
    return this.keys.length > 1;
  }

  private get key(): SimpleKey {
    return this.keys.at(-1) as SimpleKey;
  }

  private needsMore(): boolean {
    if (this.tokens.length <= AHEAD) return true;
    // The first token may still become a key, and then something comes in front of it.
    const key = this.keys.find(({ isAwaited, index }) => isAwaited && index === this.taken);
    return key !== undefined && this.isStillKey(key);
  }

  private isStillKey(key: SimpleKey): boolean {
    if (!key.isPossible) return false;
    if (key.line === this.cursor.line && this.cursor.offset <= key.offset + LONGEST_KEY) return true;
    this.dropKey(key);
    return false;
  }

  private dropKey(key: SimpleKey): void {
    if (key.isPossible && key.isRequired)
      throw new YamlFault(key.offset, 'expected a key with a colon, on one line');
    key.isPossible = false;
    key.isAwaited = false;
  }

  private saveKey(): void {
    if (!this.isKeyAllowed) return;
    this.dropKey(this.key);
    const { offset, line, column } = this.cursor;
    this.keys[this.keys.length - 1] = {
      isPossible: true,
      isAwaited: true,
      isRequired: !this.isInFlow && this.indent === column,
      index: this.taken + this.tokens.length,
      offset,
      line,
      column,
    };
  }

  /** A block begins where something is indented more. */
  private openBlock(kind: 'block-list' | 'block-map', column: number, start: number, at: number): void {
    if (this.isInFlow || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.tokens.splice(at, 0, { kind, start, end: start });
  }

  private closeBlocks(column: number): void {
    if (this.isInFlow) return;
    for (; this.indent > column; this.indent = this.indents.pop() ?? -1) this.add('block-end', 0);
  }

  private add(kind: MarkToken['kind'], length: number): void {
    const start = this.cursor.offset;
    this.cursor.offset += length;
    this.tokens.push({ kind, start, end: this.cursor.offset });
  }

  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      // No tab where an indentation may be.
      while (cursor.is(' ') || ((this.isInFlow || !this.isKeyAllowed) && cursor.code() === TAB))
        cursor.offset++;
      if (cursor.is('#')) this.skipComments();
      if (!isBreak(cursor.code())) return;
      cursor.readBreak();
      if (!this.isInFlow) this.isKeyAllowed = true;
    }
  }

  /** Comments of several lines are one for the reader, whatever blanks stand in front of them. */
  private skipComments(): void {
    const { cursor } = this;
    for (;;) {
      cursor.skipLine();
      let ahead = 0;
      while (isBlank(cursor.code(ahead)) || isBreak(cursor.code(ahead))) ahead++;
      if (cursor.text.charAt(cursor.offset + ahead) !== '#') return;
      const next = cursor.offset + ahead;
      while (cursor.offset < next)
        if (isBreak(cursor.code())) cursor.readBreak();
        else cursor.offset++;
    }
  }

  private fetch(): void {
    const { cursor } = this;
    this.skipToToken();
    this.contentLine = cursor.line;
    this.closeBlocks(cursor.column);
    if (cursor.code() === 0) this.fetchEnd();
    else if (cursor.column === 0 && cursor.is('%')) {
      this.leaveDocument();
      this.tokens.push(scanDirective(cursor));
    } else if (cursor.isAtDocumentMark()) {
      this.leaveDocument();
      this.add(cursor.is('---') ? '---' : '...', 3);
    } else this.fetchContent(cursor.text.charAt(cursor.offset));
  }

  private leaveDocument(): void {
    this.closeBlocks(-1);
    this.dropKey(this.key);
    this.isKeyAllowed = false;
  }

  private fetchEnd(): void {
    this.leaveDocument();
    this.hasEnded = true;
    this.add('end', 0);
  }

  private fetchContent(character: string): void {
    const isAlone = isBlankOrEnd(this.cursor.code(1));
    if (character === '[' || character === '{') this.fetchOpening(character);
    else if (character === ']' || character === '}') this.fetchClosing(character);
    else if (character === ',') this.fetchIndicator(',', true);
    else if (character === '-' && isAlone) this.fetchEntry();
    else if (character === '?' && (this.isInFlow || isAlone)) this.fetchKey();
    else if (character === ':' && (this.isInFlow || isAlone)) this.fetchValue();
    else if ((character === '|' || character === '>') && !this.isInFlow) this.fetchBlockScalar();
    else this.fetchNode(character);
    this.skipLineComment();
  }

  /** Behind a token, where a tab may be in front of it as well. */
  private skipLineComment(): void {
    const { cursor } = this;
    if (cursor.line !== this.contentLine || this.tokens.at(-1)?.kind === '-') return;
    let ahead = 0;
    while (isBlank(cursor.code(ahead))) ahead++;
    if (cursor.text.charAt(cursor.offset + ahead) === '#') cursor.skipLine();
  }

  private fetchOpening(kind: Indicator): void {
    this.saveKey();
    this.keys.push(noKey(this.taken + this.tokens.length));
    this.isKeyAllowed = true;
    this.add(kind, 1);
  }

  private fetchClosing(kind: Indicator): void {
    this.dropKey(this.key);
    if (this.isInFlow) {
      const inner = this.keys.pop();
      // The reader forgets that empty brackets may become a key, unless the colon follows at once.
      if (inner?.index === this.key.index) this.key.isAwaited = false;
    }
    this.isKeyAllowed = false;
    this.add(kind, 1);
  }

  private fetchIndicator(kind: Indicator, isKeyAllowed: boolean): void {
    this.dropKey(this.key);
    this.isKeyAllowed = isKeyAllowed;
    this.add(kind, 1);
  }

  private fetchEntry(): void {
    this.startEntry('block-list', 'an item of a list cannot begin here; expected it on a line of its own');
    this.fetchIndicator('-', true);
  }

  private fetchKey(): void {
    this.startEntry('block-map', 'a key cannot begin here; expected it on a line of its own');
    this.fetchIndicator('key', !this.isInFlow);
  }

  private startEntry(kind: 'block-list' | 'block-map', message: string): void {
    if (this.isInFlow) return;
    const { offset, column } = this.cursor;
    if (!this.isKeyAllowed) throw new YamlFault(offset, message);
    this.openBlock(kind, column, offset, this.tokens.length);
  }

  private fetchValue(): void {
    const { key } = this;
    if (this.isStillKey(key)) {
      const at = key.index < this.taken ? this.tokens.length : key.index - this.taken;
      this.tokens.splice(at, 0, { kind: 'key', start: key.offset, end: key.offset });
      this.openBlock('block-map', key.column, key.offset, at);
      key.isPossible = false;
      key.isAwaited = false;
      this.isKeyAllowed = false;
    } else {
      this.startEntry(
        'block-map',
        'a colon and a space make a key, which cannot be here; put quotes around the text, or indent it like the keys above',
      );
      this.isKeyAllowed = !this.isInFlow;
    }
    this.add('value', 1);
  }

  private fetchBlockScalar(): void {
    const start = this.cursor.offset;
    this.dropKey(this.key);
    this.isKeyAllowed = true;
    const { text, end } = scanBlock(this.cursor, this.indent);
    this.tokens.push({ kind: 'scalar', text, isPlain: false, start, end });
  }

  /** What may be a key: an alias, what has a tag or an anchor, or a text. */
  private fetchNode(character: string): void {
    const { cursor } = this;
    const start = cursor.offset;
    const isProperty = '*&!'.includes(character);
    const isQuoted = character === '"' || character === "'";
    if (!isProperty && !isQuoted) this.checkPlain(character);
    this.saveKey();
    this.isKeyAllowed = false;
    if (isProperty) this.tokens.push(character === '!' ? scanTag(cursor) : scanName(cursor));
    else if (isQuoted) this.tokens.push({ kind: 'scalar', isPlain: false, start, ...scanQuoted(cursor) });
    else {
      const { text, end, endsWithBreak } = scanPlain(cursor, this.indent + 1, this.isInFlow);
      this.tokens.push({ kind: 'scalar', text, isPlain: true, start, end });
      if (endsWithBreak) this.isKeyAllowed = true;
    }
  }

  private checkPlain(character: string): void {
    const { cursor } = this;
    const after = cursor.code(1);
    const isText =
      !(RESERVED.includes(character) || isBlank(cursor.code())) ||
      (character === '-' && !isBlank(after)) ||
      (!this.isInFlow &&
        (character === '?' || character === ':') &&
        !(isBlank(after) || isBreakOrEnd(after)));
    if (isText) return;
    throw new YamlFault(
      cursor.offset,
      character === '\t'
        ? 'a tab is no indentation; expected spaces'
        : `no text begins with ${character}; put quotes around it`,
    );
  }
}
