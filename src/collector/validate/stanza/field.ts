// Fields of a log record: https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/entry/field.go

import type { TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

const LIKE = 'expected one such as body, attributes.a or resource["b"]';

/** Nothing is written where a field may be left away; what is no text is an empty field there. */
export const lacksField = ({ node }: View): boolean =>
  !node || (node.kind === 'scalar' && (node.value === null || node.value === ''));

/** The keys that a field is made of, or what is wrong with it. */
const keysOf = (text: string): readonly string[] | string => {
  const keys: string[] = [];
  let rest = text;
  while (rest !== '') {
    if (rest.startsWith('[')) {
      const [whole, quote, key] = /^\[(["'])([\s\S]*?)\1\]/.exec(rest) ?? [];
      if (whole === undefined || quote === undefined || key === undefined)
        return `"${rest}" is not a key in brackets and quotes, such as ["a.b"]`;
      keys.push(key);
      rest = rest.slice(whole.length);
      if (rest !== '' && !/^[.[]/.test(rest)) return `"${rest}" follows a ]; expected . or [`;
      if (rest.startsWith('.')) {
        rest = rest.slice(1);
        if (rest === '' || rest.startsWith('.')) keys.push('');
      }
      continue;
    }
    const [token = ''] = /^.[^.[]*/su.exec(rest) ?? [];
    keys.push(token);
    rest = rest.slice(token.length);
    if (rest.startsWith('.')) {
      rest = rest.slice(1);
      if (rest === '') keys.push('');
    }
  }
  return keys;
};

/** What is wrong with a field; undefined where nothing is. `isRootable`: all attributes may be one. */
const fieldFault = (text: string, isRootable: boolean): string | undefined => {
  if (text === '') return `is empty; ${LIKE}`;
  const keys = keysOf(text);
  if (typeof keys === 'string') return keys;
  const [root = ''] = keys;
  if (root === 'body') return undefined;
  if (root !== 'attributes' && root !== 'resource') return `"${text}" is no field; ${LIKE}`;
  return keys.length > 1 || isRootable ? undefined : `"${text}" names no key in it; ${LIKE}`;
};

/** Of a rule for a field that stands by itself. */
export const checkField = (isRootable: boolean): TypeRule['check'] =>
  function* (view) {
    if (view.node?.kind !== 'scalar') return;
    const fault = fieldFault(view.text(), isRootable);
    if (fault) yield view.fault(fault);
  };
