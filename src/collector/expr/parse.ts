// Reads expressions: https://github.com/expr-lang/expr/blob/v1.17.8/parser/parser.go, as it is without options.

import { createCursor, type Parser } from './cursor.ts';
import { ExprFault } from './fault.ts';
import { BINARY, canBeNegated, isComparison, isRightAssociative } from './operators.ts';
import { parseCall } from './parse-call.ts';
import { parsePrimary } from './parse-primary.ts';
import type { Expression } from './syntax.ts';

/** One or more, with semicolons between them. */
const parseSequence = (parser: Parser): Expression => {
  const first = parseExpression(parser, 0);
  const items = [first];
  while (parser.is('operator', ';')) {
    parser.next();
    if (parser.is('end')) break;
    items.push(parseExpression(parser, 0));
  }
  if (items.length === 1) return first;
  parser.count();
  return { kind: 'sequence', items, start: first.start };
};

const parseLet = (parser: Parser): Expression => {
  parser.next();
  const { text: name, start } = parser.current;
  parser.expect('name');
  parser.expect('operator', '=');
  const value = parseExpression(parser, 0);
  parser.expect('operator', ';');
  const body = parseSequence(parser);
  parser.count();
  return { kind: 'let', name, value, body, start };
};

const parseBlock = (parser: Parser): Expression => {
  parser.expect('bracket', '{');
  const block = parseSequence(parser);
  parser.expect('bracket', '}');
  return block;
};

const parseIf = (parser: Parser): Expression => {
  parser.next();
  const condition = parseExpression(parser, 0);
  const yes = parseBlock(parser);
  parser.expect('operator', 'else');
  const no = parser.is('operator', 'if') ? parser.nested(() => parseIf(parser)) : parseBlock(parser);
  return { kind: 'conditional', condition, yes, no, start: 0 };
};

const parseConditional = (parser: Parser, given: Expression): Expression => {
  let node = given;
  while (parser.is('operator', '?')) {
    parser.next();
    const condition = node;
    let yes = node;
    if (!parser.is('operator', ':')) yes = parseExpression(parser, 0);
    parser.expect('operator', ':');
    const no = parseExpression(parser, 0);
    parser.count();
    node = { kind: 'conditional', condition, yes, no, start: parser.current.start };
  }
  return node;
};

/** `a < b < c` is both. */
const parseComparison = (
  parser: Parser,
  given: Expression,
  operator: { text: string; start: number },
): Expression => {
  let root: Expression | undefined;
  let left = given;
  let { text, start } = operator;
  for (;;) {
    const right = parseExpression(parser, (BINARY[text] as number) + 1);
    parser.count();
    const comparison: Expression = { kind: 'binary', operator: text, left, right, start };
    root = root ? { kind: 'binary', operator: '&&', left: root, right: comparison, start } : comparison;
    left = right;
    ({ text, start } = parser.current);
    if (!parser.is('operator') || !isComparison(text)) return root;
    parser.next();
  }
};

/** Whether an operator that binds strongly enough comes next; goes behind a `not` that belongs to it. */
const takeOperator = (
  parser: Parser,
  least: number,
): { text: string; start: number; isNegated: boolean } | undefined => {
  if (!parser.is('operator')) return undefined;
  const isNegated = parser.current.text === 'not';
  if (isNegated) {
    const { text } = parser.ahead();
    if (!canBeNegated(text)) {
      parser.next();
      return parser.fail();
    }
    if ((BINARY[text] as number) < least) return undefined;
    parser.next();
  }
  const { text, start } = parser.current;
  const strength = Object.hasOwn(BINARY, text) ? (BINARY[text] as number) : -1;
  if (strength < least) return undefined;
  parser.next();
  return { text, start, isNegated };
};

const parseOperation = (
  parser: Parser,
  left: Expression,
  operator: { text: string; start: number; isNegated: boolean },
): Expression => {
  const { text, start, isNegated } = operator;
  if (text === '|') {
    const name = parser.current;
    parser.expect('name');
    return parseCall(parser, name, [left]);
  }
  if (isComparison(text)) return parseComparison(parser, left, operator);
  const strength = BINARY[text] as number;
  const right = parseExpression(parser, isRightAssociative(text) ? strength : strength + 1);
  parser.count();
  const operation: Expression = { kind: 'binary', operator: text, left, right, start };
  if (!isNegated) return operation;
  parser.count();
  return { kind: 'unary', operator: 'not', operand: operation, start };
};

const parseOperations = (parser: Parser, least: number): Expression => {
  let node = parsePrimary(parser);
  let previous = '';
  for (;;) {
    const operator = takeOperator(parser, least);
    if (!operator) break;
    if (previous === '??' && operator.text !== '??' && operator.text !== '|')
      throw new ExprFault(
        operator.start,
        `"${operator.text}" does not stand beside "??" without parentheses`,
      );
    node = parseOperation(parser, node, operator);
    previous = operator.text;
  }
  return least === 0 ? parseConditional(parser, node) : node;
};

const parseExpression = (parser: Parser, least: number): Expression =>
  parser.nested(() => {
    if (least === 0 && parser.is('operator', 'let')) return parseLet(parser);
    if (least === 0 && parser.is('operator', 'if')) return parseIf(parser);
    return parseOperations(parser, least);
  });

/** @throws {ExprFault} where the text is no expression. */
export const parseExpr = (text: string): Expression => {
  const parser: Parser = Object.assign(createCursor(text), {
    expression: (least: number): Expression => parseExpression(parser, least),
    sequence: (): Expression => parseSequence(parser),
  });
  const node = parseSequence(parser);
  if (!parser.is('end')) parser.fail();
  return node;
};
