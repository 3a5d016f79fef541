import { nearest } from '../../core/nearest.ts';
import { checkTarget, listed } from './check-path.ts';
import { GETTERS, kindWords, literalKind, PATH_TYPES, RAW } from './literals.ts';
import { checkMeaning } from './meaning.ts';
import { addFault, type Scope } from './scope.ts';
import type { Argument, Call, Name, Value } from './syntax.ts';
import type { OttlArgument } from './table.ts';

/** `KeyPattern` as it is written in a statement. */
const snake = (field: string): string =>
  field.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4').toLowerCase();

/** The Go field that a name stands for: https://github.com/iancoleman/strcase, ToCamel. */
const camel = (name: string): string => {
  let field = '';
  let isNext = true;
  let wasUpper = false;
  for (const letter of name) {
    const isUpper = /[A-Z]/.test(letter);
    if (letter === '_') isNext = true;
    else {
      field += isNext ? letter.toUpperCase() : wasUpper && isUpper ? letter.toLowerCase() : letter;
      isNext = /\d/.test(letter);
    }
    wasUpper = isUpper;
  }
  return field;
};

const describe = (name: string, wanted: readonly OttlArgument[]): string =>
  `${name}(${wanted.map(({ field, optional }) => `${snake(field)}${optional ? '?' : ''}`).join(', ')})`;

const unknownFunction = (name: string, start: number, scope: Scope): void => {
  if (scope.isOpen) return;
  const near = nearest(name, scope.functions);
  const isElsewhere = Object.hasOwn(scope.table.functions, name);
  const hint = isElsewhere
    ? `it is not there in the context ${scope.context}`
    : near
      ? `did you mean "${near}"?`
      : `no function has a name like it`;
  addFault(scope, start, `function "${name}" is not known here; ${hint}`);
};

const checkFunctionName = (value: Value | Name, scope: Scope): void => {
  if (value.kind !== 'enum' && value.kind !== 'function')
    addFault(
      scope,
      value.start,
      `${kindWords(value.kind)} is not accepted; expected the name of a function, such as SHA256`,
    );
  else if (!scope.functions.includes(value.text)) unknownFunction(value.text, value.start, scope);
};

const mismatch = (scope: Scope, value: Value | Name, what: string, expected: string): void =>
  addFault(scope, value.start, `${what} is not accepted here; expected ${expected}`);

/** What is known without any data is refused right away where a getter cannot make its type of it. */
const checkLiteral = (value: Value, type: string, scope: Scope): void => {
  const getter = GETTERS[type];
  const kind = literalKind(value);
  if (!getter || !kind) return;
  const isText = kind === 'string' && value.kind === 'string' && getter.text;
  if (!getter.accepts.includes(kind)) mismatch(scope, value, kindWords(kind), getter.expected);
  else if (isText && !getter.text?.test(value.text))
    mismatch(scope, value, JSON.stringify(value.text), getter.expected);
};

/** Checks one value as the type of an argument, or of an item of a list. */
const checkTyped = (value: Value | Name, type: string, scope: Scope): void => {
  const raw = RAW[type];
  if (type === 'FunctionGetter') checkFunctionName(value, scope);
  else if (value.kind === 'function') mismatch(scope, value, 'the name of a function', 'a value');
  else if (PATH_TYPES.includes(type)) {
    if (value.kind === 'path') checkTarget(value, scope);
    else mismatch(scope, value, kindWords(value.kind), 'a path');
  } else if (!raw) {
    scope.check(value);
    checkLiteral(value, type, scope);
  } else if (value.kind !== raw.kind) mismatch(scope, value, kindWords(value.kind), raw.expected);
};

const checkArgument = ({ value }: Argument, wanted: OttlArgument, scope: Scope): void => {
  if (!wanted.list) checkTyped(value, wanted.type, scope);
  else if (value.kind !== 'list') mismatch(scope, value, kindWords(value.kind), 'a list in [ ]');
  else for (const item of value.items) checkTyped(item, wanted.type, scope);
};

const checkArity = (call: Call, wanted: readonly OttlArgument[], scope: Scope): boolean => {
  const given = call.arguments.length;
  const required = wanted.filter(({ optional }) => !optional).length;
  if (given >= required && given <= wanted.length) return true;
  const count = required === wanted.length ? `${required}` : `${required} to ${wanted.length}`;
  const offset = given < required ? call.close : (call.arguments[wanted.length]?.start ?? call.start);
  addFault(scope, offset, `${describe(call.name, wanted)} takes ${count} arguments, found ${given}`);
  return false;
};

const checkArguments = (call: Call, wanted: readonly OttlArgument[], scope: Scope): void => {
  const firstNamed = call.arguments.findIndex(({ name }) => name !== undefined);
  const misplaced = call.arguments.find(({ name }, index) => index > firstNamed && name === undefined);
  if (firstNamed >= 0 && misplaced) {
    addFault(scope, misplaced.start, 'an argument without a name cannot follow one with a name');
    return;
  }
  if (!checkArity(call, wanted, scope)) return;
  const taken = new Map<string, Value | Name>();
  for (const [index, argument] of call.arguments.entries()) {
    const { name } = argument;
    const target = name === undefined ? wanted[index] : wanted.find(({ field }) => field === camel(name));
    if (target) {
      checkArgument(argument, target, scope);
      taken.set(target.field, argument.value);
      continue;
    }
    const names = wanted.map(({ field }) => snake(field));
    const near = nearest(name ?? '', names);
    const hint = near ? `did you mean "${near}"?` : `known: ${listed(names)}`;
    addFault(scope, argument.start, `${call.name} has no argument "${name}"; ${hint}`);
  }
  checkMeaning(call, taken, scope);
};

/** Checks a function: that it is there, that its arguments fit, and what else it refuses. */
export const checkCall = (call: Call, scope: Scope): void => {
  for (const key of call.keys) scope.check(key);
  const wanted = scope.table.functions[call.name];
  if (!scope.functions.includes(call.name)) unknownFunction(call.name, call.start, scope);
  else if (wanted) checkArguments(call, wanted, scope);
};
