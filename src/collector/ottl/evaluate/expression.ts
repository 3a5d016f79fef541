import { bytesOfHex } from '../../go/utf8.ts';
import type { AnyValue } from '../../otlp/model.ts';
import type { Prefix } from '../scope.ts';
import type { Call, Name, Value } from '../syntax.ts';
import { calculate, negate } from './arithmetic.ts';
import type { OttlFunction } from './functions/define.ts';
import { idFunctions } from './functions/ids.ts';
import { kindFunctions } from './functions/kinds.ts';
import { textFunctions } from './functions/texts.ts';
import { timeFunctions } from './functions/times.ts';
import { type EvaluatedContext, pathGetter } from './paths.ts';
import { CannotEvaluate, type Getter, isTagged, type OttlValue } from './value.ts';

export interface EvaluatedScope {
  readonly context: EvaluatedContext;
  readonly prefix: Prefix;
}

const FUNCTIONS: Readonly<Record<string, OttlFunction>> = {
  ...kindFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...idFunctions,
};

/** Names of the functions that can be evaluated. */
export const evaluatedFunctions: readonly string[] = Object.keys(FUNCTIONS).sort();

const ENUMS: Readonly<Record<string, bigint>> = {
  SPAN_KIND_UNSPECIFIED: 0n,
  SPAN_KIND_INTERNAL: 1n,
  SPAN_KIND_SERVER: 2n,
  SPAN_KIND_CLIENT: 3n,
  SPAN_KIND_PRODUCER: 4n,
  SPAN_KIND_CONSUMER: 5n,
  STATUS_CODE_UNSET: 0n,
  STATUS_CODE_OK: 1n,
  STATUS_CODE_ERROR: 2n,
};

/** By the place of its parameter, each argument as it is written. */
const argumentsOf = (call: Call, { parameters, optionalFrom }: OttlFunction): readonly (Value | Name)[] => {
  const given: (Value | Name)[] = [];
  for (const [index, { name, value }] of call.arguments.entries())
    given[name === undefined ? index : parameters.indexOf(name)] = value;
  const needed = optionalFrom ?? parameters.length;
  for (let index = 0; index < needed; index++)
    if (!given[index]) throw new CannotEvaluate(`${call.name} without ${parameters[index]}`);
  if (call.arguments.length > parameters.length)
    throw new CannotEvaluate(`${call.name} with ${call.arguments.length} arguments`);
  return given;
};

const callGetter = (call: Call, scope: EvaluatedScope): Getter => {
  const known = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!known) throw new CannotEvaluate(`the function ${call.name}`);
  if (call.keys.length > 0) throw new CannotEvaluate(`a key after ${call.name}(…)`);
  if (call.name === 'IsRootSpan' && scope.context !== 'span')
    throw new CannotEvaluate(`IsRootSpan in the context ${scope.context}`);
  const written = argumentsOf(call, known);
  const getters = Array.from(written, (value) => value && valueGetter(value, scope));
  for (const [parameter, prepare] of Object.entries(known.prepared ?? {})) {
    const value = written[known.parameters.indexOf(parameter)];
    if (value?.kind !== 'string') continue;
    const evaluate = prepare(value.text);
    return (subject) => evaluate(getters.map((getter) => getter?.(subject)));
  }
  return (subject) =>
    known.evaluate(
      getters.map((getter) => getter?.(subject)),
      subject,
    );
};

/** Products first, then sums, each from the left. */
const sumGetter = (operands: readonly Getter[], operators: readonly string[]): Getter => {
  const [first, ...rest] = operands;
  if (!first) throw new CannotEvaluate('arithmetic without operands');
  const terms: Getter[] = [first];
  const sums: string[] = [];
  for (const [index, right] of rest.entries()) {
    const operator = operators[index] ?? '';
    const left = terms.at(-1) as Getter;
    if (operator === '*' || operator === '/')
      terms[terms.length - 1] = (subject) => calculate(left(subject), operator, right(subject));
    else {
      sums.push(operator);
      terms.push(right);
    }
  }
  return terms.reduce(
    (left, right, index) => (subject) => calculate(left(subject), sums[index - 1] ?? '', right(subject)),
  );
};

const plain = (value: OttlValue): AnyValue => {
  if (isTagged(value)) throw new CannotEvaluate(`a ${value.what} in a list`);
  return value;
};

const intLiteral = (text: string): bigint => BigInt(/^0\d/.test(text) ? `0o${text.slice(1)}` : text);

/** @throws CannotEvaluate where a part of it cannot be evaluated */
export const valueGetter = (value: Value | Name, scope: EvaluatedScope): Getter => {
  const constant = (result: OttlValue): Getter => {
    return () => result;
  };
  switch (value.kind) {
    case 'nil':
      return constant(undefined);
    case 'string':
      return constant(value.text);
    case 'boolean':
      return constant(value.text === 'true');
    case 'int':
      return constant(intLiteral(value.text));
    case 'float':
      return constant(Number(value.text));
    case 'bytes':
      return constant(bytesOfHex(value.text.slice(2)));
    case 'enum': {
      const found = Object.hasOwn(ENUMS, value.text) ? ENUMS[value.text] : undefined;
      if (found === undefined) throw new CannotEvaluate(`the symbol ${value.text}`);
      return constant(found);
    }
    case 'path': {
      const keys = value.fields.at(-1)?.keys ?? [];
      return pathGetter(
        value,
        keys.map((key) => valueGetter(key, scope)),
        scope,
      );
    }
    case 'call':
      return callGetter(value, scope);
    case 'math': {
      const operands = value.operands.map((operand) => valueGetter(operand, scope));
      const sum = sumGetter(operands, value.operators ?? []);
      return value.sign === '-' ? (subject) => negate(sum(subject)) : sum;
    }
    case 'list': {
      const items = value.items.map((item) => valueGetter(item, scope));
      return (subject) => items.map((item) => plain(item(subject)));
    }
    default:
      throw new CannotEvaluate(
        value.kind === 'map' ? 'a map that is written out' : `the function name ${value.text}`,
      );
  }
};
