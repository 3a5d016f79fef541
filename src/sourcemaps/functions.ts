import { type Token, tokensOf } from './tokens.ts';

/** A function of generated code, by offsets. */
export interface FunctionRange {
  /** From its first word to its end. */
  readonly start: number;
  readonly end: number;
  /** Where its name stands: its own, that of its class for a constructor, or what it is assigned to. */
  readonly nameStart: number | undefined;
  readonly name: string;
}

type Role = 'function' | 'class' | 'object' | 'group' | 'block' | 'expression';

interface Frame {
  readonly role: Role;
  /** The bracket that began it; none for an expression. */
  readonly bracket: string;
  readonly start: number;
  /** Of a function and of a class. */
  readonly name?: Token | undefined;
  /** What stood before the bracket, the nearest first. */
  readonly before: readonly Seen[];
  /** Question marks whose colon is to come. */
  questions: number;
}

interface Seen extends Token {
  /** Of a closing bracket: what it closed. */
  readonly closed?: Frame;
  /** A colon of `a ? b : c`. */
  readonly isTernary?: boolean;
}

/** Before the parameters or the name of a function. */
const FUNCTION_WORD = /^(?:function|async|get|set|static|\*)$/;
const STATEMENT = /^(?:const|let|var|function|class|return|if|for|while|export|import|throw|try|switch)$/;
const VALUE_FOLLOWS =
  /^(?:[=(,[?!~+*/%&|^<>-]|=>|[=!]==?|&&|\|\||\?\?|[-+*/%&|^]=|(?:&&|\|\||\?\?)=|\.{3}|\$\{)$/;
const VALUE_WORD =
  /^(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|await|yield|default|extends)$/;

const isKey = ({ kind }: Seen): boolean => kind === 'name' || kind === 'literal';

/** What gives a function without a name one: `find = …` and `{ find: … }`. The nearest token comes first. */
const inferName = (before: readonly Seen[], parent: Role | undefined): Token | undefined => {
  const [sign, target] = before[0]?.text === 'async' ? before.slice(1) : before;
  if (!sign || !target || !isKey(target)) return undefined;
  if (sign.text === '=') return target;
  return sign.text === ':' && !sign.isTernary && parent === 'object' ? target : undefined;
};

export interface Functions {
  /** In no order; functions within others are there too. */
  readonly functions: readonly FunctionRange[];
  /** Whether all brackets have their counterparts; otherwise it was no JavaScript, and the functions are guesses. */
  readonly isBalanced: boolean;
}

const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The first of the words before a function's parameters that are its own. */
const startOf = (before: readonly Seen[], parameters: number, words: RegExp): number => {
  let start = parameters;
  for (const token of before) {
    if (!words.test(token.text)) break;
    start = token.start;
  }
  return start;
};

/** The functions of a program. */
export const functionsOf = (code: string): Functions => {
  const found: FunctionRange[] = [];
  const frames: Frame[] = [];
  let isBalanced = true;
  /** The nearest first. */
  let recent: Seen[] = [];
  let openClass: { readonly depth: number; readonly name: Token | undefined } | undefined;
  let isArrowBody = false;

  const top = (): Frame | undefined => frames.at(-1);
  const enclosing = (): Role | undefined => frames.findLast(({ role }) => role !== 'expression')?.role;
  const end = ({ role, start, name }: Frame, at: number): void => {
    if (role === 'function' || role === 'expression')
      found.push({
        start,
        end: at,
        nameStart: name?.start,
        name: name?.text.replace(/^["'](.*)["']$/, '$1') ?? '',
      });
  };
  /** Arrow functions without braces end where their expression does. */
  const endExpressions = (at: number): void => {
    while (top()?.role === 'expression') end(frames.pop() as Frame, at);
  };
  const push = (role: Role, start: number, name?: Token): void => {
    const bracket = role === 'expression' ? '' : role === 'group' ? (code[start] as string) : '{';
    frames.push({ role, bracket, start, name, before: recent, questions: 0 });
  };

  /** The function that an arrow begins: its start and its name. */
  const arrow = (): { readonly start: number; readonly name: Token | undefined } => {
    const [, parameters] = recent;
    const group = parameters?.closed;
    const before = group ? group.before : recent.slice(2);
    return {
      start: startOf(before, group?.start ?? parameters?.start ?? 0, /^async$/),
      name: inferName(before, enclosing()),
    };
  };

  const openBrace = (start: number): void => {
    const [last] = recent;
    if (last?.text === '=>' && isArrowBody) {
      const made = arrow();
      push('function', made.start, made.name);
      return;
    }
    if (openClass?.depth === frames.length) {
      push('class', start, openClass.name);
      openClass = undefined;
      return;
    }
    const group = last?.text === ')' ? last.closed : undefined;
    if (group) {
      const [first, second, third] = group.before;
      const parent = enclosing();
      const isAnonymous = first?.text === 'function' || (first?.text === '*' && second?.text === 'function');
      const isNamed = second?.text === 'function' || (second?.text === '*' && third?.text === 'function');
      const begin = startOf(
        isAnonymous ? group.before : group.before.slice(1),
        isAnonymous ? group.start : (first?.start ?? group.start),
        FUNCTION_WORD,
      );
      if (isAnonymous) {
        const before = group.before.slice(first?.text === '*' ? 2 : 1);
        push('function', begin, inferName(before, parent));
      } else if (isNamed) push('function', begin, first);
      else if (parent === 'class' || parent === 'object') {
        const isConstructor = first?.text === 'constructor' && parent === 'class';
        const owner = frames.findLast(({ role }) => role !== 'expression')?.name;
        push('function', begin, isConstructor ? owner : first && isKey(first) ? first : undefined);
      } else push('block', start);
      return;
    }
    const isValue =
      last !== undefined &&
      (last.kind === 'punctuator'
        ? VALUE_FOLLOWS.test(last.text) || (last.text === ':' && (last.isTernary || enclosing() === 'object'))
        : last.kind === 'name' && recent[1]?.text !== '.' && VALUE_WORD.test(last.text));
    push(isValue ? 'object' : 'block', start);
  };

  for (const token of tokensOf(code)) {
    const { kind, text, start } = token;
    const [last] = recent;
    let seen: Seen = token;
    if (last?.text === '=>' && isArrowBody && text !== '{') {
      const made = arrow();
      push('expression', made.start, made.name);
    }
    if (kind === 'name') {
      const isWord = last?.text !== '.' && last?.text !== '?.';
      if (
        isWord &&
        STATEMENT.test(text) &&
        last &&
        (last.kind !== 'punctuator' || /^[)\]}]$/.test(last.text))
      )
        endExpressions(start);
      if (isWord && text === 'class')
        openClass = { depth: frames.length, name: inferName(recent, enclosing()) };
      else if (openClass && last?.text === 'class' && text !== 'extends')
        openClass = { ...openClass, name: token };
    } else if (kind === 'punctuator') {
      if (text === '(' || text === '[' || text === '${') push('group', start);
      else if (text === '{') openBrace(start);
      else if (text === ')' || text === ']' || text === '}') {
        endExpressions(start);
        const closed = frames.pop();
        isBalanced &&=
          closed !== undefined && (closed.bracket === '$' ? '{' : closed.bracket) === OPENING[text];
        if (closed) {
          end(closed, start + 1);
          seen = { ...token, closed };
        }
      } else if (text === ',' || text === ';') endExpressions(start);
      else if (text === '?') {
        const frame = top();
        if (frame) frame.questions++;
      } else if (text === ':') {
        while (top()?.role === 'expression' && top()?.questions === 0) end(frames.pop() as Frame, start);
        const frame = top();
        if (frame && frame.questions > 0) {
          frame.questions--;
          seen = { ...token, isTernary: true };
        }
      }
    }
    isArrowBody = kind === 'punctuator' && text === '=>';
    recent = [seen, ...recent.slice(0, 4)];
  }
  endExpressions(code.length);
  isBalanced &&= frames.length === 0;
  while (frames.length > 0) end(frames.pop() as Frame, code.length);
  return { functions: found, isBalanced };
};
