// The grammar of the OpenTelemetry Transformation Language:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/LANGUAGE.md
import { type Cursor, createCursor } from './cursor.ts';
import { SyntaxFault } from './fault.ts';
import { readCall, readValue } from './parse-value.ts';
import type { Call, Condition, Statement, Test, Value } from './syntax.ts';
import { tokenize } from './tokens.ts';

/** Whether the parenthesis that is next belongs to a value that is compared, and not to a condition. */
const isValueInParentheses = (cursor: Cursor): boolean => {
  const after = cursor.afterParenthesis()?.kind;
  return after === 'comparison' || after === 'sign' || after === 'factor' || after === 'arrow';
};

const readPositive = (cursor: Cursor, operands: Value[]): Test => {
  if (cursor.isMark('(') && !isValueInParentheses(cursor)) {
    cursor.take();
    const test = cursor.nested(() => readAlternatives(cursor, operands));
    if (!cursor.takeMark(')')) cursor.fail('"and", "or" or ")"');
    return test;
  }
  if (cursor.peek().kind === 'not') cursor.fail('a condition; "not" is written once');
  const left = readValue(cursor);
  operands.push(left);
  if (cursor.peek().kind === 'comparison') {
    const operator = cursor.take().text;
    const right = readValue(cursor);
    operands.push(right);
    return { kind: 'compare', operator, left, right };
  }
  if (left.kind === 'boolean' || (left.kind === 'call' && !left.isEditor))
    return { kind: 'value', value: left };
  if (left.kind === 'call')
    throw new SyntaxFault(
      left.start,
      `"${left.name}" is not the name of a function in a condition: those begin with an upper-case letter`,
    );
  if (cursor.isMark('=')) cursor.fail('"=="');
  return cursor.fail('a comparison: ==, !=, <, <=, > or >=');
};

const readTerm = (cursor: Cursor, operands: Value[]): Test => {
  if (cursor.peek().kind !== 'not') return readPositive(cursor, operands);
  cursor.take();
  return { kind: 'not', test: readPositive(cursor, operands) };
};

const joined = (kind: 'all' | 'any', tests: readonly Test[]): Test => {
  const [only] = tests;
  return only && tests.length === 1 ? only : { kind, tests };
};

/** Terms that are joined by `and`, which binds tighter than `or`. */
const readAlternatives = (cursor: Cursor, operands: Value[]): Test => {
  const alternatives = [[readTerm(cursor, operands)]];
  while (cursor.peek().kind === 'and' || cursor.peek().kind === 'or') {
    if (cursor.take().kind === 'or') alternatives.push([]);
    alternatives.at(-1)?.push(readTerm(cursor, operands));
  }
  return joined(
    'any',
    alternatives.map((tests) => joined('all', tests)),
  );
};

const readCondition = (cursor: Cursor): Condition => {
  const operands: Value[] = [];
  const test = readAlternatives(cursor, operands);
  return { operands, test };
};

const finish = <T>(cursor: Cursor, read: T, expected: string): T => {
  if (cursor.peek().kind !== 'end') cursor.fail(expected);
  return read;
};

const readEditor = (cursor: Cursor): Call => {
  if (cursor.nameLength() === 0) cursor.fail('an editor such as set(…)');
  const { kind, start } = cursor.peek();
  if (!cursor.isMark('(', cursor.nameLength())) {
    for (let left = cursor.nameLength(); left > 0; left--) cursor.take();
    cursor.fail('"(" after the name of an editor, such as set(…)');
  }
  const call = readCall(cursor);
  if (kind === 'upper')
    throw new SyntaxFault(
      start,
      `"${call.name}" cannot be a statement: editors begin with a lower-case letter, such as set(…)`,
    );
  if (call.keys.length > 0)
    throw new SyntaxFault(call.close + 1, `"${call.name}" is an editor and cannot be indexed`);
  return call;
};

export const parseStatement = (text: string): Statement => {
  const cursor = createCursor(tokenize(text));
  const editor = readEditor(cursor);
  const { kind, text: word } = cursor.peek();
  if (kind !== 'lower' || word !== 'where') return finish(cursor, { editor }, '"where" or the end');
  cursor.take();
  return finish(cursor, { editor, where: readCondition(cursor) }, '"and", "or" or the end');
};

export const parseCondition = (text: string): Condition => {
  const cursor = createCursor(tokenize(text));
  return finish(cursor, readCondition(cursor), '"and", "or" or the end');
};

export const parseValueExpression = (text: string): Value => {
  const cursor = createCursor(tokenize(text));
  return finish(cursor, readValue(cursor), 'an operator or the end');
};
