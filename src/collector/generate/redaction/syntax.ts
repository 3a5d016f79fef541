/**
 * Reads a regular expression of the subset that JavaScript and RE2 share: https://github.com/google/re2/wiki/Syntax
 * Throws where a pattern leaves it, so that reading a rule's pattern is a test of it.
 */
export type Node =
  | { readonly kind: 'one of'; readonly options: readonly (readonly Node[])[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'set'; readonly source: string }
  | { readonly kind: 'assertion'; readonly source: string };

const REPETITION = /^(?:\{(\d+)(?:,(\d+))?\}|(\?))/;
const GROUP = /^\((?:\?:|\?<\w+>)?/;
const SET = /^(?:\[\^?(?:\\.|[^\]\\])+\]|\\[dws.+*?()[\]{}|^$/\\-]|[^\\()[\]{}|*+?^$])/u;

export const parsePattern = (pattern: string): Node => {
  let at = 0;
  const rest = () => pattern.slice(at);
  const fail = (why: string): never => {
    throw new Error(`${why} at ${at} of ${pattern}: ${rest().slice(0, 20)}`);
  };
  const take = (what: RegExp): RegExpExecArray | undefined => {
    const match = what.exec(rest());
    if (match) at += match[0].length;
    return match ?? undefined;
  };

  const parseOptions = (): Node => {
    const options = [parseSequence()];
    while (take(/^\|/)) options.push(parseSequence());
    return { kind: 'one of', options };
  };
  const parseSequence = (): Node[] => {
    const nodes: Node[] = [];
    while (at < pattern.length && !/^[|)]/.test(rest())) nodes.push(parseRepeated());
    return nodes;
  };
  const parseRepeated = (): Node => {
    const node = parseOne();
    const count = take(REPETITION);
    if (!count) return /^[*+{]/.test(rest()) ? fail('unbounded repetition') : node;
    if (/^[?+]/.test(rest())) fail('lazy or possessive repetition');
    if (count[3]) return { kind: 'repeat', node, min: 0, max: 1 };
    return { kind: 'repeat', node, min: Number(count[1]), max: Number(count[2] ?? count[1]) };
  };
  const parseOne = (): Node => {
    const assertion = take(/^(?:\\b|\^|\$)/);
    if (assertion) return { kind: 'assertion', source: assertion[0] };
    if (/^\(\?(?:[=!]|<[=!])/.test(rest())) fail('look-around');
    if (/^\\[1-9k]/.test(rest())) fail('back-reference');
    if (take(GROUP)) {
      const group = parseOptions();
      return take(/^\)/) ? group : fail('open group');
    }
    const set = take(SET);
    return set ? { kind: 'set', source: set[0] } : fail('not in the subset');
  };

  const whole = parseOptions();
  return at === pattern.length ? whole : fail('not in the subset');
};
