import { YamlFault } from './cursor.ts';
import { Scanner } from './scanner.ts';
import type { TagToken, Token } from './token.ts';
import type { YamlAlias, YamlList, YamlMap, YamlNode, YamlScalar } from './tree.ts';

/** Deepest nesting, before and after aliases are followed. */
export const MAX_DEPTH = 200;

const LONG_PREFIX = 'tag:yaml.org,2002:';

/** Control characters, and what is no character at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly hasAny: boolean;
  /** Behind them. */
  readonly end: number;
}

export interface YamlDocument {
  /** Undefined where there is nothing but comments. */
  readonly root: YamlNode | undefined;
  /** Where a second document begins, which the Collector does not read. */
  readonly second: number | undefined;
}

const FOUND: Partial<Record<Token['kind'], string>> = {
  end: 'the end',
  key: 'a key',
  value: 'a colon; put quotes around a text with one',
  scalar: 'a text',
  alias: 'an alias',
  anchor: 'an anchor',
  tag: 'a tag',
  'block-map': 'a key that is indented like none above',
  'block-list': 'an item that is indented like none above',
  'block-end': 'a line that is indented less',
};

const unexpected = ({ kind }: Token, expected: string): string =>
  `expected ${expected}, found ${FOUND[kind] ?? kind}`;

class Parser {
  private readonly scanner: Scanner;
  private readonly anchors = new Map<string, YamlNode>();
  private readonly handles = new Map<string, string>();
  private depth = 0;
  private last: Token | undefined;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  document(): YamlDocument {
    if (this.is('end')) return { root: undefined, second: undefined };
    const hasDirectives = this.readDirectives();
    if (hasDirectives && !this.is('---'))
      throw new YamlFault(
        this.scanner.peek().start,
        'expected --- between the lines with % and what follows',
      );
    const isExplicit = this.take('---');
    const isEmpty = isExplicit && this.is('version', 'tag-directive', '---', '...', 'end');
    const root = isEmpty ? this.empty() : this.node({ isBlock: true });
    return { root, second: this.rest() };
  }

  /** What follows the document; nobody minds what is wrong with it. */
  private rest(): number | undefined {
    const isClosed = this.take('...');
    try {
      while (isClosed && this.take('...'));
      return this.is('end') ? undefined : this.scanner.peek().start;
    } catch (fault) {
      if (isClosed && fault instanceof YamlFault) return fault.offset;
      throw fault;
    }
  }

  private is(...kinds: readonly Token['kind'][]): boolean {
    return kinds.includes(this.scanner.peek().kind);
  }

  private next(): Token {
    this.last = this.scanner.next();
    return this.last;
  }

  private take(kind: Token['kind']): boolean {
    if (!this.is(kind)) return false;
    this.next();
    return true;
  }

  private readDirectives(): boolean {
    let hasVersion = false;
    while (this.is('version', 'tag-directive')) {
      const token = this.next();
      if (token.kind === 'version') {
        if (hasVersion) throw new YamlFault(token.start, '%YAML is there twice');
        const [major, minor] = token.version.split('.').map(Number);
        if (major !== 1 || minor !== 1)
          throw new YamlFault(
            token.start,
            `%YAML ${token.version} is not read; expected 1.1, or nothing of the kind`,
          );
        hasVersion = true;
      } else if (token.kind === 'tag-directive') {
        if (this.handles.has(token.handle))
          throw new YamlFault(token.start, `%TAG ${token.handle} is there twice`);
        this.handles.set(token.handle, token.prefix);
      }
    }
    const hasAny = hasVersion || this.handles.size > 0;
    if (!this.handles.has('!')) this.handles.set('!', '!');
    if (!this.handles.has('!!')) this.handles.set('!!', LONG_PREFIX);
    return hasAny;
  }

  /** Nothing is written: null. */
  private empty(start = this.scanner.peek().start): YamlScalar {
    return { kind: 'scalar', text: '', isPlain: true, tag: undefined, start, end: start };
  }

  private tagOf({ handle, suffix, start }: TagToken): string {
    const prefix = handle === '' ? '' : this.handles.get(handle);
    if (prefix === undefined)
      throw new YamlFault(start, `${handle} is not known; expected %TAG ${handle} above`);
    const tag = prefix + suffix;
    return tag.startsWith(LONG_PREFIX) ? `!!${tag.slice(LONG_PREFIX.length)}` : tag;
  }

  private properties(): Properties {
    let [anchor, tag]: (string | undefined)[] = [];
    let end = this.scanner.peek().start;
    // One of each, in either order.
    while ((anchor === undefined && this.is('anchor')) || (tag === undefined && this.is('tag'))) {
      const token = this.next();
      if (token.kind === 'anchor') anchor = token.text;
      else tag = this.tagOf(token as TagToken);
      end = token.end;
    }
    return { anchor, tag, end, hasAny: anchor !== undefined || tag !== undefined };
  }

  /** What it is called by has to be known before its content is: aliases within it name it. */
  private anchored<T extends YamlNode>({ anchor }: Properties, node: T): T {
    if (anchor !== undefined) this.anchors.set(anchor, node);
    return node;
  }

  /** @param isEntry a list may begin without being indented more */
  private node({ isBlock, isEntry = false }: { isBlock: boolean; isEntry?: boolean }): YamlNode {
    if (this.is('alias')) return this.alias();
    const properties = this.properties();
    const token = this.scanner.peek();
    const { start } = token;
    if (++this.depth > MAX_DEPTH) throw new YamlFault(start, `nested more than ${MAX_DEPTH} levels deep`);
    const node = this.content(token, properties, isBlock, isEntry);
    this.depth--;
    return node;
  }

  private content(token: Token, properties: Properties, isBlock: boolean, isEntry: boolean): YamlNode {
    const { start } = token;
    const list = (): YamlList =>
      this.anchored(properties, { kind: 'list', items: [], start, end: token.end });
    const map = (): YamlMap => this.anchored(properties, { kind: 'map', items: [], start, end: token.end });
    if (isEntry && token.kind === '-') return this.indentlessList(list());
    if (token.kind === 'scalar') {
      this.next();
      const { text, isPlain, end } = token;
      return this.anchored(properties, { kind: 'scalar', text, isPlain, tag: properties.tag, start, end });
    }
    if (token.kind === '[') return this.flowList(list());
    if (token.kind === '{') return this.flowMap(map());
    if (isBlock && token.kind === 'block-list') return this.blockList(list());
    if (isBlock && token.kind === 'block-map') return this.blockMap(map());
    if (properties.hasAny)
      return this.anchored(properties, { ...this.empty(properties.end), tag: properties.tag });
    throw new YamlFault(start, unexpected(token, 'a value'));
  }

  private alias(): YamlAlias {
    const { start, end, text: name } = this.next() as Extract<Token, { kind: 'anchor' | 'alias' }>;
    const target = this.anchors.get(name);
    if (!target) throw new YamlFault(start, `*${name} refers to nothing; expected &${name} before it`);
    return { kind: 'alias', name, target, start, end };
  }

  private blockList(list: YamlList): YamlList {
    this.next();
    while (this.take('-'))
      list.items.push(this.is('-', 'block-end') ? this.empty(this.lastEnd()) : this.node({ isBlock: true }));
    const token = this.next();
    if (token.kind !== 'block-end')
      throw new YamlFault(
        token.start,
        unexpected(token, 'the next item of the list, which begins with "- "'),
      );
    return list;
  }

  private indentlessList(list: YamlList): YamlList {
    while (this.take('-'))
      list.items.push(
        this.is('-', 'key', 'value', 'block-end') ? this.empty(this.lastEnd()) : this.node({ isBlock: true }),
      );
    return list;
  }

  private blockMap(map: YamlMap): YamlMap {
    this.next();
    while (this.take('key')) {
      const key = this.blockPart();
      map.items.push({ key, value: this.take('value') ? this.blockPart() : this.empty() });
    }
    const token = this.next();
    if (token.kind !== 'block-end')
      throw new YamlFault(token.start, unexpected(token, 'a key on a line of its own'));
    return map;
  }

  /** What stands behind `?` or a colon. */
  private blockPart(): YamlNode {
    return this.is('key', 'value', 'block-end')
      ? this.empty(this.lastEnd())
      : this.node({ isBlock: true, isEntry: true });
  }

  private lastEnd(): number {
    return this.last?.end ?? 0;
  }

  private flowList(list: YamlList): YamlList {
    const { start } = this.next();
    for (let isFirst = true; !this.is(']'); isFirst = false) {
      this.takeComma(isFirst, start, ']');
      if (this.is('key')) list.items.push(this.pair());
      else if (!this.is(']')) list.items.push(this.node({ isBlock: false }));
    }
    this.next();
    return list;
  }

  private takeComma(isFirst: boolean, opened: number, closing: ']' | '}'): void {
    const { last } = this;
    const isThere = isFirst || this.take(',');
    const token = this.scanner.peek();
    if (token.kind === 'end') throw new YamlFault(opened, `${closing} is missing at the end`);
    if (isThere) return;
    const isJoined = last?.kind === 'scalar' && last.isPlain && last.end === token.start;
    if (isJoined && token.kind === 'key')
      throw new YamlFault(last.start, `put quotes around ${last.text}…: within { } and [ ] a ? ends a text`);
    throw new YamlFault(token.start, unexpected(token, `, or ${closing}`), opened);
  }

  /** `[a: b]` is a list with a map of one key. */
  private pair(): YamlMap {
    const { start, end } = this.next();
    const isKeyEmpty = this.is('value', ',', ']');
    // The reader passes over what stands where the key is missing, whatever it is.
    const key = isKeyEmpty ? this.empty(this.next().end) : this.node({ isBlock: false });
    const hasValue = this.take('value') && !this.is(',', ']');
    return {
      kind: 'map',
      items: [{ key, value: hasValue ? this.node({ isBlock: false }) : this.empty() }],
      start,
      end,
    };
  }

  private flowMap(map: YamlMap): YamlMap {
    const { start } = this.next();
    for (let isFirst = true; !this.is('}'); isFirst = false) {
      this.takeComma(isFirst, start, '}');
      if (this.is('}')) break;
      const isKey = this.take('key');
      const key = isKey && this.is('value', ',', '}') ? this.empty() : this.node({ isBlock: false });
      const hasValue = isKey && this.take('value') && !this.is(',', '}');
      map.items.push({ key, value: hasValue ? this.node({ isBlock: false }) : this.empty() });
    }
    this.next();
    return map;
  }
}

/**
 * Reads a text as the Collector does: https://pkg.go.dev/go.yaml.in/yaml/v3 (v3.0.4).
 *
 * @throws YamlFault where it does not read it
 */
export const parseAsCollector = (text: string): YamlDocument => {
  const control = CONTROL.exec(text);
  if (control)
    throw new YamlFault(
      control.index,
      `control character ${JSON.stringify(control[0])} is not accepted; write it as an escape in double quotes`,
    );
  return new Parser(text).document();
};
