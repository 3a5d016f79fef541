import { type Node, parsePattern } from './pattern.ts';

type Continue = (at: number) => boolean;
type Matcher = (at: number, next: Continue) => boolean;

export interface Counted {
  /** Where the matches begin and end. */
  readonly matches: readonly (readonly [number, number])[];
  /** Characters and positions that were looked at. */
  readonly steps: number;
}

/**
 * Searches a text in the way in which JavaScript does, greedy and by backtracking, and counts the work. Time says
 * the same, but not on a busy machine.
 *
 * @param maxSteps the search is given up after this many
 */
export const searchCounting = (
  { pattern, ignoreCase }: { readonly pattern: string; readonly ignoreCase?: boolean },
  text: string,
  maxSteps: number,
): Counted => {
  let steps = 0;
  const step = (): void => {
    steps++;
    if (steps > maxSteps) throw new Error(`more than ${maxSteps} steps`);
  };

  const setOf = (source: string): ((at: number) => boolean) => {
    const set = new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
    const byCode = Array.from({ length: 128 }, (_, code) => set.test(String.fromCharCode(code)));
    return (at) => {
      step();
      const code = text.charCodeAt(at);
      return code < 128 ? byCode[code] === true : at < text.length && set.test(text[at] as string);
    };
  };
  const repeatSet = (source: string, min: number, max: number): Matcher => {
    const isMember = setOf(source);
    return (at, next) => {
      let end = at;
      while (end - at < max && isMember(end)) end++;
      for (; end - at >= min; end--) {
        step();
        if (next(end)) return true;
      }
      return false;
    };
  };
  const repeat = (node: Node, min: number, max: number): Matcher => {
    if (node.kind === 'set') return repeatSet(node.source, min, max);
    const one = compile(node);
    const more =
      (count: number): Matcher =>
      (at, next) =>
        (count < max && one(at, (end) => end > at && more(count + 1)(end, next))) ||
        (count >= min && next(at));
    return more(0);
  };
  const isWord = (at: number): boolean => /\w/.test(text[at] ?? '');
  const assertion = (source: string): Matcher => {
    const holds: Record<string, (at: number) => boolean> = {
      '^': (at) => at === 0,
      $: (at) => at === text.length,
      '\\b': (at) => isWord(at - 1) !== isWord(at),
    };
    const check = holds[source] as (at: number) => boolean;
    return (at, next) => {
      step();
      return check(at) && next(at);
    };
  };
  const compile = (node: Node): Matcher => {
    switch (node.kind) {
      case 'assertion':
        return assertion(node.source);
      case 'set': {
        const isMember = setOf(node.source);
        return (at, next) => isMember(at) && next(at + 1);
      }
      case 'one of': {
        const options = node.options.map((nodes) =>
          nodes.map(compile).reduceRight<Matcher>(
            (after, one) => (at, next) => one(at, (end) => after(end, next)),
            (at, next) => next(at),
          ),
        );
        return (at, next) => options.some((option) => option(at, next));
      }
      case 'repeat':
        return repeat(node.node, node.min, node.max);
    }
  };

  const whole = compile(parsePattern(pattern));
  const matches: [number, number][] = [];
  for (let at = 0; at <= text.length; ) {
    let end = -1;
    whole(at, (to) => {
      end = to;
      return true;
    });
    if (end >= 0) matches.push([at, end]);
    at = end > at ? end : at + 1;
  }
  return { matches, steps };
};
