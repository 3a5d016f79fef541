// Selectors of Kubernetes' objects: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/

/** What is wrong with a selector of fields, such as `metadata.name=a,status.phase!=Running`. */
export const fieldSelectorFault = (text: string): string | undefined => {
  for (const term of text.match(/(?:\\[\s\S]?|[^\\,])+/g) ?? []) {
    const [, value] = /(?:!=|==?)([\s\S]*)$/.exec(term.slice(Math.max(0, term.search(/!?=/)))) ?? [];
    if (value === undefined) return `"${term}" lacks =, == or !=`;
    if (/^(?:\\[\\,=]|[^\\,=])*$/.test(value) === false)
      return `"${value}" has a , = or \\ without \\ before it`;
  }
  return undefined;
};

const MAX_NAME = 63;
const MAX_PREFIX = 253;
const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

const isName = (text: string): boolean => text.length <= MAX_NAME && NAME.test(text);

const isKey = (text: string): boolean => {
  const [name = '', prefix, ...more] = text.split('/').reverse();
  const isPrefixed = prefix === undefined || (prefix.length <= MAX_PREFIX && PREFIX.test(prefix));
  return more.length === 0 && isPrefixed && isName(name);
};

const isValue = (text: string): boolean => text === '' || isName(text);

class Fault extends Error {}

const fail = (message: string): never => {
  throw new Fault(message);
};

/** Values of `in (a, b)`: one of them may be nothing. */
const takeValues = (tokens: string[]): readonly string[] => {
  if (tokens.shift() !== '(') fail('expected ( behind in and notin');
  if (tokens[0] === ')') fail('expected a value between ( and )');
  const values: string[] = [];
  let isExpected = true;
  for (let token = tokens.shift(); token !== ')'; token = tokens.shift()) {
    if (token === undefined) return fail('lacks a )');
    if (token === ',') {
      if (isExpected) values.push('');
      isExpected = true;
    } else if (!isExpected || isMark(token)) fail(`"${token}" is not expected in a list of values`);
    else {
      values.push(token);
      isExpected = false;
    }
  }
  return values;
};

const isMark = (token: string | undefined): boolean => token !== undefined && /^[=!(),><]/.test(token);

const takeValue = (tokens: string[]): string => {
  if (tokens[0] === undefined || tokens[0] === ',') return '';
  const value = tokens.shift() as string;
  return isMark(value) ? fail(`"${value}" is not expected; expected a value`) : value;
};

const takeRequirement = (tokens: string[]): void => {
  const isNegated = tokens[0] === '!';
  if (isNegated) tokens.shift();
  const key = tokens.shift();
  if (key === undefined || isMark(key)) fail(`"${key ?? ''}" is not expected; expected a label`);
  else if (!isKey(key)) fail(`"${key}" is no name of a label`);
  if (isNegated || tokens[0] === undefined || tokens[0] === ',') return;
  const operator = tokens.shift() as string;
  const isList = operator === 'in' || operator === 'notin';
  if (!isList && !['=', '==', '!=', '<', '>'].includes(operator))
    fail(`"${operator}" is not expected; expected in, notin, =, ==, !=, < or >`);
  const values = isList ? takeValues(tokens) : [takeValue(tokens)];
  const wrong = values.find((value) => !isValue(value));
  if (wrong !== undefined) fail(`"${wrong}" is no value of a label`);
  if ((operator === '<' || operator === '>') && !/^[+-]?\d+$/.test(values[0] ?? ''))
    fail(`"${values[0]}" is no whole number`);
};

/** What is wrong with a selector of labels, such as `app=shop,tier in (web, api),!canary`. */
export const labelSelectorFault = (text: string): string | undefined => {
  const tokens: string[] = text.match(/==|!=|[=!(),><]|[^\s=!(),><]+/g) ?? [];
  try {
    while (tokens.length > 0) {
      takeRequirement(tokens);
      const end = tokens.shift();
      if (end !== undefined && end !== ',') fail(`"${end}" is not expected; expected a comma`);
      if (end !== undefined && tokens.length === 0) fail('ends with a comma');
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.message;
  }
};
