import type { Parser } from './cursor.ts';
import { ExprFault } from './fault.ts';
import { isName } from './letters.ts';
import { numberOf } from './numbers.ts';
import { UNARY } from './operators.ts';
import { parseArguments, parseCall } from './parse-call.ts';
import type { Expression } from './syntax.ts';

const parseArray = (parser: Parser): Expression => {
  const { start } = parser.current;
  parser.next();
  const items: Expression[] = [];
  while (!parser.is('bracket', ']')) {
    if (items.length > 0) parser.expect('operator', ',');
    if (parser.is('bracket', ']')) break;
    items.push(parser.expression(0));
  }
  parser.expect('bracket', ']');
  parser.count();
  return { kind: 'array', items, start };
};

const parseKey = (parser: Parser): Expression => {
  const { kind, text, start } = parser.current;
  if (kind === 'number' || kind === 'string' || kind === 'name') {
    parser.next();
    parser.count();
    return { kind: 'string', value: text, start };
  }
  if (parser.is('bracket', '(')) return parser.expression(0);
  throw new ExprFault(
    start,
    'expected the key of a map: a string, a number, a name, or an expression in parentheses',
  );
};

const parseMap = (parser: Parser): Expression => {
  const { start } = parser.current;
  parser.next();
  const pairs: [Expression, Expression][] = [];
  while (!parser.is('bracket', '}')) {
    if (pairs.length > 0) parser.expect('operator', ',');
    if (parser.is('bracket', '}')) break;
    const key = parseKey(parser);
    parser.expect('operator', ':');
    pairs.push([key, parser.expression(0)]);
    parser.count();
  }
  parser.expect('bracket', '}');
  parser.count();
  return { kind: 'map', pairs, start };
};

/** `.name`, `.name()` and `?.name`, behind the point. */
const parseProperty = (parser: Parser, base: Expression): Expression => {
  const { kind, text, start } = parser.current;
  parser.next();
  // Words such as "not" and "matches" may be names here.
  if (kind !== 'name' && (kind !== 'operator' || !isName(text)))
    throw new ExprFault(parser.current.start, 'expected a name behind the point');
  parser.count();
  parser.count();
  const property: Expression = { kind: 'string', value: text, start };
  const isMethod = parser.is('bracket', '(');
  const member: Expression = { kind: 'member', base, property, isMethod, start };
  if (!isMethod) return member;
  const args = parseArguments(parser);
  parser.count();
  return { kind: 'call', callee: member, args, start };
};

/** `[key]`, `[from:to]`, with what is left out of it. */
const parseIndex = (parser: Parser, base: Expression): Expression => {
  const { start } = parser.current;
  parser.next();
  const from = parser.is('operator', ':') ? undefined : parser.expression(0);
  if (parser.is('operator', ':')) {
    parser.next();
    const to = parser.is('bracket', ']') ? undefined : parser.expression(0);
    parser.count();
    parser.expect('bracket', ']');
    return { kind: 'slice', base, from, to, start };
  }
  parser.count();
  parser.expect('bracket', ']');
  return { kind: 'member', base, property: from as Expression, isMethod: false, start };
};

const parsePostfix = (parser: Parser, given: Expression): Expression => {
  let node = given;
  for (;;) {
    if (parser.is('operator', '.', '?.')) {
      const isOptional = parser.is('operator', '?.');
      parser.next();
      const isIndex = isOptional && parser.is('bracket', '[');
      node = isIndex ? parseIndex(parser, node) : parseProperty(parser, node);
    } else if (parser.is('bracket', '[')) node = parseIndex(parser, node);
    else return node;
  }
};

const parsePointer = (parser: Parser): Expression => {
  const { start } = parser.current;
  let name = '';
  if (parser.is('operator', '#')) {
    parser.next();
    if (parser.is('name')) {
      name = parser.current.text;
      parser.next();
    }
  }
  parser.count();
  return { kind: 'pointer', name, start };
};

/** Names and what they begin: the constants end there, whatever follows. */
const parseName = (parser: Parser): Expression => {
  const token = parser.current;
  const { text, start } = token;
  parser.next();
  if (text === 'true' || text === 'false') return { kind: 'bool', value: text === 'true', start };
  if (text === 'nil') return { kind: 'nil', start };
  const isCall = parser.is('bracket', '(');
  return parsePostfix(parser, isCall ? parseCall(parser, token) : { kind: 'name', name: text, start });
};

const parseValue = (parser: Parser): Expression => {
  const token = parser.current;
  const { kind, text, start } = token;
  if (kind === 'string' || kind === 'bytes') {
    parser.next();
    return parsePostfix(parser, kind === 'string' ? { kind, value: text, start } : { kind, start });
  }
  if (parser.is('bracket', '[')) return parsePostfix(parser, parseArray(parser));
  if (parser.is('bracket', '{')) return parsePostfix(parser, parseMap(parser));
  if (kind === 'name') return parseName(parser);
  if (kind !== 'number') return parser.fail();
  parser.next();
  return numberOf(token);
};

export const parsePrimary = (parser: Parser): Expression => {
  const { text, start } = parser.current;
  if (parser.is('operator') && Object.hasOwn(UNARY, text)) {
    parser.next();
    const operand = parser.expression(UNARY[text] as number);
    parser.count();
    return parsePostfix(parser, { kind: 'unary', operator: text, operand, start });
  }
  if (parser.is('bracket', '(')) {
    parser.next();
    const inner = parser.sequence();
    parser.expect('bracket', ')');
    return parsePostfix(parser, inner);
  }
  if (parser.isInPredicate && parser.is('operator', '#', '.'))
    return parsePostfix(parser, parsePointer(parser));
  parser.count();
  if (!parser.is('operator', '::')) return parseValue(parser);
  parser.next();
  const name = parser.current;
  parser.expect('name');
  return parsePostfix(parser, parseCall(parser, name));
};
