import { type Node, parsePattern } from './syntax.ts';

/** Characters that stand in a row in every match of a pattern; what is told by them need be looked for only once a record. */
export interface Run {
  /** Names it in the cache of a record. */
  readonly name: string;
  /** Finds it in the record's text, which is in lower case. */
  readonly pattern: string;
  readonly isMember: (character: string) => boolean;
  /** What may stand between two members, up to `maxGap` in number. */
  readonly isGap: (character: string) => boolean;
  readonly maxGap: number;
  readonly length: number;
}

const isDigit = (character: string): boolean => /[0-9]/.test(character);

/** Seven digits, the fewest of a phone number with its area: cards, phones, most national ids. */
export const DIGITS: Run = {
  name: 'digits',
  pattern: '[0-9](?:[^a-z0-9"]{0,3}[0-9]){6}',
  isMember: isDigit,
  // JSON writes control characters, and Go <, > and &, with letters.
  isGap: (character) => /^[ !#-%'-/:;=?@[\]^_`{|}~\u00a0]$/.test(character),
  maxGap: 3,
  length: 7,
};

/** The same without dots, unlike an address of IPv4. */
const ROW: Run = {
  name: 'row',
  pattern: '[0-9](?:[ -]?[0-9]){6}',
  isMember: isDigit,
  isGap: (character) => character === ' ' || character === '-',
  maxGap: 1,
  length: 7,
};

/** The fewest of a payment card. */
const MANY_DIGITS: Run = {
  ...DIGITS,
  name: 'many-digits',
  pattern: '[0-9](?:[^a-z0-9"]?[0-9]){11}',
  maxGap: 1,
  length: 12,
};

/** What fewer records have comes first; each holds the last one, which is searched for before the others. */
export const RUNS: readonly Run[] = [MANY_DIGITS, ROW, DIGITS];

const CHARACTERS = Array.from({ length: 256 }, (_, unit) => String.fromCharCode(unit));
const classes = new Map<string, readonly string[]>();

const membersOf = (source: string): readonly string[] => {
  let members = classes.get(source);
  if (!members) {
    const set = new RegExp(`^${source}$`);
    // Beyond these, a class that has one has them all.
    members = [...CHARACTERS, '\u2013', '\u4e2d'].filter((character) => set.test(character));
    classes.set(source, members);
  }
  return members;
};

interface State {
  /** Members so far, in a row. */
  readonly count: number;
  /** Others since the last of them. */
  readonly gap: number;
  /** The longest row so far. */
  readonly best: number;
}

const START: State = { count: 0, gap: 0, best: 0 };

const broken = ({ best }: State): State => ({ count: 0, gap: 0, best });

const withGap = (run: Run, { count, gap, best }: State): State =>
  count > 0 && gap + 1 > run.maxGap ? { count: 0, gap: 0, best } : { count, gap: gap + 1, best };

const afterSet = (run: Run, state: State, source: string): State => {
  const members = membersOf(source);
  if (members.length > 0 && members.every(run.isMember))
    return { count: state.count + 1, gap: 0, best: Math.max(state.best, state.count + 1) };
  return members.every((each) => run.isMember(each) || run.isGap(each)) ? withGap(run, state) : broken(state);
};

const worse = (one: State, other: State): State => ({
  count: Math.min(one.count, other.count),
  gap: Math.max(one.gap, other.gap),
  best: Math.min(one.best, other.best),
});

const afterAll = (run: Run, state: State, nodes: readonly Node[]): State =>
  nodes.reduce((each, node) => after(run, each, node), state);

const after = (run: Run, state: State, node: Node): State => {
  switch (node.kind) {
    case 'assertion':
      return state;
    case 'set':
      return afterSet(run, state, node.source);
    case 'one of':
      return node.options.map((nodes) => afterAll(run, state, nodes)).reduce(worse);
    case 'repeat': {
      let current = state;
      for (let i = 0; i < node.min; i++) current = after(run, current, node.node);
      let least = current;
      // What may come besides can only break the row, or make it longer.
      for (let i = node.min; i < Math.min(node.max, node.min + run.maxGap + 2); i++) {
        current = after(run, current, node.node);
        least = worse(least, current);
      }
      return least;
    }
  }
};

/** The runs that stand in every match of the pattern. */
export const runsIn = (pattern: string): readonly Run[] => {
  const nodes = [parsePattern(pattern)];
  return RUNS.filter((run) => afterAll(run, START, nodes).best >= run.length);
};
