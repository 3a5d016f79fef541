// What types say before an expression runs: https://github.com/expr-lang/expr/blob/v1.17.8/checker/checker.go, where no
// name of the surroundings is known: each may be anything.
import { BUILTINS, PREDICATES } from './builtins.ts';
import { checkBinary } from './check-binary.ts';
import { checkBuiltin, checkSignature, isAssignableKey } from './check-call.ts';
import { checkPredicateCall, type Scope } from './check-predicate.ts';
import { ExprFault } from './fault.ts';
import { methodOf } from './methods.ts';
import {
  BOOL,
  BYTES,
  FLOAT,
  INT,
  isAssignable,
  isBool,
  isInteger,
  isList,
  isMap,
  isNil,
  isNumber,
  isString,
  isUnknown,
  itemOf,
  LIST,
  listOf,
  MAP,
  type Nature,
  NIL,
  STRING,
  target,
  UNKNOWN,
} from './nature.ts';
import type { Expression } from './syntax.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

const LITERALS: Readonly<Record<string, Nature>> = {
  nil: NIL,
  bytes: BYTES,
  bool: BOOL,
  integer: INT,
  float: FLOAT,
  string: STRING,
};

const isFunctionName = (name: string): boolean =>
  Object.hasOwn(BUILTINS, name) || Object.hasOwn(PREDICATES, name);

const fail = ({ start }: Expression, message: string): never => {
  throw new ExprFault(start, message);
};

/** @throws {ExprFault} where types say that the expression cannot be right. */
export const checkExpr = (root: Expression): Nature => {
  const scopes: Scope[] = [];
  const variables: { readonly name: string; readonly nature: Nature }[] = [];

  const nameOf = ({ name }: Of<'name'>): Nature => {
    const variable = variables.findLast((each) => each.name === name);
    if (variable) return variable.nature;
    return isFunctionName(name) ? { type: `func ${name}`, callable: { name } } : UNKNOWN;
  };

  const unaryOf = (node: Of<'unary'>): Nature => {
    const nature = target(visit(node.operand));
    const isLogical = node.operator === '!' || node.operator === 'not';
    if (isUnknown(nature)) return isLogical ? BOOL : UNKNOWN;
    if (isLogical ? isBool(nature) : isNumber(nature)) return nature;
    return fail(node, `"${node.operator}" does not work on ${nature.type}`);
  };

  const memberOf = (node: Of<'member'>): Nature => {
    if (node.base.kind === 'name' && node.base.name === '$env') return UNKNOWN;
    const given = visit(node.base);
    const property = visit(node.property);
    if (isUnknown(given)) return UNKNOWN;
    const name = node.property.kind === 'string' ? node.property.value : undefined;
    if (name !== undefined && isNil(given)) return fail(node, `nil has no "${name}"`);
    const method = name === undefined ? undefined : methodOf(given, name);
    if (method) return method;
    const base = target(given);
    if (isMap(base) || isList(base)) {
      const by = target(property);
      const fits = isMap(base) ? isAssignableKey(by, base) : isInteger(by);
      if (!fits && !isUnknown(by)) return fail(node.property, `${by.type} is no key of ${base.type}`);
      return itemOf(base);
    }
    const what = name === undefined ? 'items' : `${node.isMethod ? 'method' : 'field'} "${name}"`;
    return fail(node, `${base.type} has no ${what}`);
  };

  const sliceOf = (node: Of<'slice'>): Nature => {
    const base = visit(node.base);
    if (isUnknown(base)) return UNKNOWN;
    if (!isString(base) && !isList(base)) return fail(node, `${base.type} has no parts`);
    for (const bound of [node.from, node.to]) {
      const nature = bound && target(visit(bound));
      if (bound && nature && !isInteger(nature) && !isUnknown(nature))
        fail(bound, `${nature.type} is no index; expected a whole number`);
    }
    return base;
  };

  const callOf = (node: Of<'call'>): Nature => {
    const { callee, args } = node;
    if (callee.kind === 'name' && callee.name === '$env') return fail(node, '"$env" cannot be called');
    const { callable, type } = visit(callee);
    if (callable?.signature)
      return checkSignature({ node, name: callable.name, args }, callable.signature, visit);
    if (callable && Object.hasOwn(BUILTINS, callable.name))
      return checkBuiltin({ node, name: callable.name, args }, visit);
    if (callable || type === 'unknown') return UNKNOWN;
    return fail(node, `${type} cannot be called`);
  };

  const within = (scope: Scope, node: Expression): Nature => {
    scopes.push(scope);
    const nature = visit(node);
    scopes.pop();
    return nature;
  };

  const pointerOf = (node: Of<'pointer'>): Nature => {
    const scope = scopes.at(-1) ?? fail(node, '"#" stands outside of a predicate');
    if (node.name !== '') return scope.names[node.name] ?? fail(node, `"#${node.name}" is not known here`);
    return isUnknown(scope.collection) ? UNKNOWN : itemOf(scope.collection);
  };

  const letOf = (node: Of<'let'>): Nature => {
    const { name, value, body } = node;
    if (isFunctionName(name)) return fail(node, `"${name}" is a function of the language`);
    if (variables.some((each) => each.name === name)) return fail(node, `"${name}" is a variable already`);
    variables.push({ name, nature: visit(value) });
    const nature = visit(body);
    variables.pop();
    return nature;
  };

  const conditionalOf = ({ condition, yes, no }: Of<'conditional'>): Nature => {
    const asked = target(visit(condition));
    if (!isBool(asked) && !isUnknown(asked))
      return fail(condition, `${asked.type} is no condition; expected true or false`);
    const [one, other] = [visit(yes), visit(no)];
    if (isNil(one)) return other;
    if (isNil(other)) return one;
    if (!isAssignable(one, other)) return UNKNOWN;
    const isMixed = isList(one) && itemOf(one).type !== itemOf(other).type;
    return isMixed ? LIST : one;
  };

  const visit = (node: Expression): Nature => {
    switch (node.kind) {
      case 'name':
        return nameOf(node);
      case 'unary':
        return unaryOf(node);
      case 'binary':
        return checkBinary(node, target(visit(node.left)), target(visit(node.right)));
      case 'member':
        return memberOf(node);
      case 'slice':
        return sliceOf(node);
      case 'call':
        return callOf(node);
      case 'builtin':
        return Object.hasOwn(PREDICATES, node.name)
          ? checkPredicateCall(node.name, node.args, visit, within)
          : checkBuiltin({ node, name: node.name, args: node.args }, visit);
      case 'predicate':
        return visit(node.body);
      case 'pointer':
        return pointerOf(node);
      case 'let':
        return letOf(node);
      case 'sequence':
        return node.items.map(visit).at(-1) ?? UNKNOWN;
      case 'conditional':
        return conditionalOf(node);
      case 'array': {
        const natures = node.items.map(visit);
        const isOne = natures.every(({ type }) => type === natures[0]?.type);
        return isOne ? listOf(natures.at(-1) ?? UNKNOWN) : LIST;
      }
      case 'map':
        for (const part of node.pairs.flat()) visit(part);
        return MAP;
      default:
        return LITERALS[node.kind] as Nature;
    }
  };

  return visit(root);
};
