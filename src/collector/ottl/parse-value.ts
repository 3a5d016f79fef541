import type { Cursor } from './cursor.ts';
import { SyntaxFault } from './fault.ts';
import type { Argument, Call, Field, List, Literal, Name, OttlMap, Path, Value } from './syntax.ts';

/** Largest whole number, and largest of one with a sign. */
const MAX_INT = 9_223_372_036_854_775_807n;

const VALUE = 'a value: a path, a function, a literal, a list or a map';

const readNumber = (cursor: Cursor): Literal => {
  const { kind, text, start } = cursor.take();
  // A leading 0 makes it octal.
  const isOctal = kind === 'int' && text.length > 1 && text.startsWith('0');
  if (isOctal && /[89]/.test(text))
    throw new SyntaxFault(start, `"${text}" is read as an octal number and is none; write it without the 0`);
  const isTooLarge =
    kind === 'int' ? BigInt(isOctal ? `0o${text}` : text) > MAX_INT : !Number.isFinite(Number(text));
  if (isTooLarge) throw new SyntaxFault(start, `${text} is too large`);
  return { kind: kind === 'int' ? 'int' : 'float', text, start };
};

const takeName = (cursor: Cursor): string => {
  let name = '';
  for (let left = cursor.nameLength(); left > 0; left--) name += cursor.take().text;
  return name;
};

/** `["a"]`, `[0]`, `[attributes["b"]]`. A number is alone, or the second of a sum. */
const readKey = (cursor: Cursor): Value => {
  cursor.take();
  const { kind, start, value = '' } = cursor.peek();
  let key: Value;
  if (kind === 'string') {
    cursor.take();
    key = { kind: 'string', text: value, start };
  } else key = kind === 'int' ? readNumber(cursor) : cursor.nested(() => readMath(cursor));
  if (!cursor.takeMark(']')) cursor.fail('"]"');
  return key;
};

const readKeys = (cursor: Cursor, isListItem: boolean): readonly Value[] => {
  const keys: Value[] = [];
  while (cursor.isMark('[')) {
    // In a list the items may follow each other without a comma: [attributes ["a", "b"]] has two.
    const key = isListItem ? cursor.attempt(() => readKey(cursor)) : readKey(cursor);
    if (!key) break;
    keys.push(key);
  }
  return keys;
};

const readPath = (cursor: Cursor, isListItem: boolean): Path => {
  const { start } = cursor.peek();
  const context = cursor.isMark('.', 1) ? cursor.take().text : undefined;
  const fields: Field[] = [];
  if (context !== undefined) cursor.take();
  do {
    if (cursor.peek().kind !== 'lower') cursor.fail('the name of a field, in lower case');
    const { text: name, start: fieldStart } = cursor.take();
    fields.push({ name, start: fieldStart, keys: readKeys(cursor, isListItem) });
  } while (cursor.takeMark('.'));
  return { kind: 'path', start, ...(context !== undefined && { context }), fields };
};

const readArgument = (cursor: Cursor): Argument => {
  const { start, kind } = cursor.peek();
  const length = cursor.nameLength();
  if (kind === 'lower' && cursor.isMark('=', length)) {
    const name = takeName(cursor);
    cursor.take();
    return { start, name, value: readArgumentValue(cursor) };
  }
  return { start, value: readArgumentValue(cursor) };
};

const readArgumentValue = (cursor: Cursor): Value | Name => {
  const { start, kind } = cursor.peek();
  const length = cursor.nameLength();
  if (kind === 'upper' && !cursor.isMark('(', length) && cursor.peek(1).kind === 'lower')
    return { kind: 'function', text: takeName(cursor), start };
  return readValue(cursor);
};

/** A function with its arguments; the name is next, and a parenthesis after it. */
export const readCall = (cursor: Cursor, isListItem = false): Call => {
  const { start, kind } = cursor.peek();
  const name = takeName(cursor);
  cursor.take();
  const all: Argument[] = [];
  if (!cursor.isMark(')')) {
    do all.push(cursor.nested(() => readArgument(cursor)));
    while (cursor.takeMark(','));
  }
  const close = cursor.takeMark(')') ?? cursor.fail(all.length > 0 ? '"," or ")"' : '")"');
  const keys = readKeys(cursor, isListItem);
  return {
    kind: 'call',
    name,
    isEditor: kind === 'lower',
    start,
    arguments: all,
    keys,
    close: close.start,
  };
};

/** What arithmetic is made of: a function, a number or a path. */
const readOperand = (cursor: Cursor, isListItem: boolean): Value => {
  const { kind } = cursor.peek();
  if (cursor.nameLength() > 0 && cursor.isMark('(', cursor.nameLength())) return readCall(cursor, isListItem);
  if (kind === 'int' || kind === 'float') return readNumber(cursor);
  if (kind === 'lower') return readPath(cursor, isListItem);
  return cursor.fail('a number, a path or a function');
};

const readFactor = (cursor: Cursor, isListItem: boolean): Value => {
  const { start } = cursor.peek();
  const sign = cursor.peek().kind === 'sign' ? cursor.take().text : undefined;
  if (cursor.takeMark('(')) {
    const inner = cursor.nested(() => readMath(cursor));
    if (!cursor.takeMark(')')) cursor.fail('")"');
    return { kind: 'math', start, operands: [inner], ...(sign && { sign }) };
  }
  const operand = readOperand(cursor, isListItem);
  return sign ? { kind: 'math', start, operands: [operand], sign } : operand;
};

/** A sum; an operand alone stays what it is. */
const readMath = (cursor: Cursor, isListItem = false): Value => {
  const { start } = cursor.peek();
  const operands = [readFactor(cursor, isListItem)];
  const operators: string[] = [];
  while (cursor.peek().kind === 'sign' || cursor.peek().kind === 'factor') {
    operators.push(cursor.take().text);
    operands.push(readFactor(cursor, isListItem));
  }
  const [only] = operands;
  return operands.length === 1 && only ? only : { kind: 'math', start, operands, operators };
};

const readList = (cursor: Cursor): List => {
  const { start } = cursor.take();
  const items: Value[] = [];
  while (!cursor.isMark(']') && !cursor.isMark(',')) {
    if (cursor.peek().kind === 'end') cursor.fail('"]"');
    items.push(readValue(cursor, true));
  }
  while (cursor.takeMark(',')) items.push(readValue(cursor, true));
  if (!cursor.takeMark(']')) cursor.fail('"," or "]"');
  return { kind: 'list', start, items };
};

const readMap = (cursor: Cursor): OttlMap => {
  const { start } = cursor.take();
  const items: Value[] = [];
  while (!cursor.isMark('}')) {
    if (cursor.peek().kind !== 'string') cursor.fail('a key in quotes, or "}"');
    cursor.take();
    if (!cursor.takeMark(':')) cursor.fail('":"');
    items.push(readValue(cursor));
    cursor.takeMark(',');
  }
  cursor.take();
  return { kind: 'map', start, items };
};

/** `(a, _) =>`, which components do not accept unless a feature gate is on. */
const rejectLambda = (cursor: Cursor): void => {
  if (!cursor.isMark('(')) return;
  let ahead = 1;
  while (['lower', 'underscore'].includes(cursor.peek(ahead).kind) || cursor.isMark(',', ahead)) ahead++;
  if (cursor.isMark(')', ahead) && cursor.peek(ahead + 1).kind === 'arrow')
    throw new SyntaxFault(
      cursor.peek().start,
      'a lambda is not accepted without the feature gate ottl.functions.enableLambda',
    );
};

const readOne = (cursor: Cursor, isListItem: boolean): Value => {
  const { kind, text, start, value = '' } = cursor.peek();
  if (kind === 'mark' && text === '[') return readList(cursor);
  if (kind === 'mark' && text === '{') return readMap(cursor);
  if (kind === 'string') {
    cursor.take();
    return { kind, text: value, start };
  }
  if (kind === 'nil' || kind === 'boolean' || kind === 'bytes') {
    if (kind === 'bytes' && text.length % 2 === 1)
      throw new SyntaxFault(start, `${text} has an odd number of digits`);
    cursor.take();
    return { kind, text, start };
  }
  const isCall = cursor.nameLength() > 0 && cursor.isMark('(', cursor.nameLength());
  if (kind === 'upper' && !isCall) {
    if (cursor.peek(1).kind === 'lower') {
      const name = takeName(cursor);
      cursor.fail(`"(" after the name of the function ${name}`);
    }
    cursor.take();
    return { kind: 'enum', text, start };
  }
  rejectLambda(cursor);
  if (kind === 'lower' || kind === 'int' || kind === 'float' || kind === 'sign' || isCall || text === '(')
    return readMath(cursor, isListItem);
  return cursor.fail(VALUE);
};

export const readValue = (cursor: Cursor, isListItem = false): Value =>
  cursor.nested(() => readOne(cursor, isListItem));
