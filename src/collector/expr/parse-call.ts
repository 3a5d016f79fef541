import { BUILTINS, PREDICATES } from './builtins.ts';
import type { Parser } from './cursor.ts';
import { ExprFault } from './fault.ts';
import type { Expression } from './syntax.ts';
import type { Token } from './tokens.ts';

const parsePredicate = (parser: Parser): Expression => {
  const { start } = parser.current;
  const isBlock = parser.is('bracket', '{');
  if (isBlock) parser.next();
  const body = parser.inPredicate(() => {
    if (isBlock) return parser.sequence();
    const node = parser.expression(0);
    if (parser.is('operator', ';'))
      throw new ExprFault(parser.current.start, 'a predicate of several expressions needs { and }');
    return node;
  });
  if (isBlock) parser.expect('bracket', '}');
  parser.count();
  return { kind: 'predicate', body, start };
};

/** A function whose second argument is asked about each item of the first. */
const parsePredicateCall = (parser: Parser, name: Token, given: readonly Expression[]): Expression => {
  parser.expect('bracket', '(');
  const args = [...given];
  const wanted = (PREDICATES[name.text] ?? []).slice(given.length);
  for (const [index, { isPredicate, isOptional }] of wanted.entries()) {
    if (parser.is('bracket', ')')) {
      if (isOptional) break;
      throw new ExprFault(
        parser.current.start,
        `"${name.text}" lacks an argument; expected at least ${wanted.length}`,
      );
    }
    if (index > 0) parser.expect('operator', ',');
    args.push(isPredicate ? parsePredicate(parser) : parser.expression(0));
  }
  if (parser.is('operator', ',')) parser.next();
  parser.expect('bracket', ')');
  parser.count();
  return { kind: 'builtin', name: name.text, args, start: name.start };
};

export const parseArguments = (parser: Parser, given: readonly Expression[] = []): readonly Expression[] => {
  const args = [...given];
  parser.expect('bracket', '(');
  while (!parser.is('bracket', ')')) {
    if (args.length > given.length) parser.expect('operator', ',');
    if (parser.is('bracket', ')')) break;
    args.push(parser.expression(0));
  }
  parser.expect('bracket', ')');
  return args;
};

/** A call, behind its name. What stands before `|` is its first argument. */
export const parseCall = (parser: Parser, name: Token, given: readonly Expression[] = []): Expression => {
  const { text, start } = name;
  if (Object.hasOwn(PREDICATES, text)) return parsePredicateCall(parser, name, given);
  if (Object.hasOwn(BUILTINS, text)) {
    const args = parseArguments(parser, given);
    parser.count();
    return { kind: 'builtin', name: text, args, start };
  }
  const args = parseArguments(parser, given);
  parser.count();
  return { kind: 'call', callee: { kind: 'name', name: text, start }, args, start };
};
