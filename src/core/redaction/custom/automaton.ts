import { PatternError, type PatternNode, UNITS } from './parse-pattern.ts';

/** A table: the state that follows a state and a unit, or -1. State 0 is the first. */
export interface Automaton {
  readonly next: Int16Array;
  readonly accepts: readonly boolean[];
  /** The units that a match can begin with. */
  readonly first: ReadonlySet<number>;
}

/** Longest match, in UTF-16 units: what a search may look at behind each place where a match can begin. */
const MAX_MATCH_LENGTH = 256;

const MAX_STEPS = 2_000;
const MAX_STATES = 2_000;

/** A step that takes one of the units, or nothing where it has none, to all of `to`. */
interface Step {
  readonly units: ReadonlySet<number> | undefined;
  readonly to: readonly number[];
}

const lengthsOf = (node: PatternNode): readonly [min: number, max: number] => {
  switch (node.kind) {
    case 'set':
      return [1, 1];
    case 'repeat': {
      const [min, max] = lengthsOf(node.node);
      if (max === 0) throw new PatternError('it repeats nothing');
      return [min * node.min, max * node.max];
    }
    case 'one of': {
      const all = node.options.map(lengthsOf);
      return [Math.min(...all.map(([min]) => min)), Math.max(...all.map(([, max]) => max))];
    }
    case 'sequence':
      return node.parts.map(lengthsOf).reduce(([a, b], [min, max]) => [a + min, b + max], [0, 0]);
  }
};

/** Thompson's construction, from the end to the beginning. https://doi.org/10.1145/363347.363387 */
const stepsOf = (root: PatternNode): { readonly steps: readonly Step[]; readonly first: number } => {
  const steps: Step[] = [{ units: undefined, to: [] }];
  const add = (step: Step): number => {
    if (steps.length >= MAX_STEPS)
      throw new PatternError(`too many parts; ${MAX_STEPS} are read, repetitions counted`);
    return steps.push(step) - 1;
  };
  const build = (node: PatternNode, then: number): number => {
    switch (node.kind) {
      case 'set':
        return add({ units: node.units, to: [then] });
      case 'sequence':
        return node.parts.reduceRight((after, part) => build(part, after), then);
      case 'one of':
        return add({ units: undefined, to: node.options.map((option) => build(option, then)) });
      case 'repeat': {
        let start = then;
        for (let i = node.max; i > 0; i--) {
          start = build(node.node, start);
          if (i > node.min) start = add({ units: undefined, to: [start, then] });
        }
        return start;
      }
    }
  };
  return { steps, first: build(root, 0) };
};

/** All steps that take a unit, or the end, and are reached without one. */
const closure = (from: Iterable<number>, steps: readonly Step[]): readonly number[] => {
  const seen = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at] as Step;
    if (!step.units) open.push(...step.to);
  }
  return [...seen].filter((at) => at === 0 || steps[at]?.units).sort((a, b) => a - b);
};

/** Compiles a pattern to a table, so that a search goes through a text unit by unit and never back. */
export const createAutomaton = (root: PatternNode): Automaton => {
  const [min, max] = lengthsOf(root);
  if (min === 0) throw new PatternError('it matches nothing at all; at least one character is wanted');
  if (max > MAX_MATCH_LENGTH)
    throw new PatternError(`it matches up to ${max} characters; at most ${MAX_MATCH_LENGTH} are searched`);
  const { steps, first } = stepsOf(root);
  const states: (readonly number[])[] = [closure([first], steps)];
  const numbers = new Map([[states[0]?.join(), 0]]);
  const rows: Int16Array[] = [];
  const numberOf = (state: readonly number[]): number => {
    const name = state.join();
    const known = numbers.get(name);
    if (known !== undefined) return known;
    if (states.length >= MAX_STATES)
      throw new PatternError('too many ways through it; use fewer choices or smaller counts');
    numbers.set(name, states.length);
    return states.push(state) - 1;
  };
  for (let state = 0; state < states.length; state++) {
    const row = new Int16Array(UNITS).fill(-1);
    const there = (states[state] as readonly number[]).map((at) => steps[at] as Step);
    // Most units take the same steps.
    const alike = new Map<string, number>();
    for (let unit = 0; unit < UNITS; unit++) {
      const taken = there.filter(({ units }) => units?.has(unit)).flatMap((step) => step.to);
      if (taken.length === 0) continue;
      const name = taken.join();
      const known = alike.get(name) ?? numberOf(closure(taken, steps));
      alike.set(name, known);
      row[unit] = known;
    }
    rows.push(row);
  }
  const next = new Int16Array(rows.length * UNITS);
  for (const [i, row] of rows.entries()) next.set(row, i * UNITS);
  const firstUnits = [...(rows[0] as Int16Array).keys()].filter((unit) => (rows[0]?.[unit] ?? -1) >= 0);
  return { next, accepts: states.map((state) => state.includes(0)), first: new Set(firstUnits) };
};
