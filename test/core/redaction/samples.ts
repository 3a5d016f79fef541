import { pick } from '../random.ts';
import { type Node, parsePattern } from './pattern.ts';

const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).concat('\t');

const members = new Map<string, readonly string[]>();
const membersOf = (source: string): readonly string[] => {
  let found = members.get(source);
  if (!found) {
    const set = new RegExp(`^${source}$`);
    found = PRINTABLE.filter((character) => set.test(character));
    members.set(source, found);
  }
  return found;
};

const sampleOf = (node: Node, random: () => number): string => {
  switch (node.kind) {
    case 'assertion':
      return '';
    case 'set':
      return pick(membersOf(node.source), random);
    case 'one of':
      return pick(node.options, random)
        .map((each) => sampleOf(each, random))
        .join('');
    case 'repeat': {
      const length = node.min + Math.floor(random() * Math.min(node.max - node.min + 1, 12));
      return Array.from({ length }, () => sampleOf(node.node, random)).join('');
    }
  }
};

const inAnyCase = (text: string, random: () => number): string =>
  [...text].map((each) => (random() < 0.5 ? each.toUpperCase() : each.toLowerCase())).join('');

/** Random texts that a rule's pattern can match; every branch of it comes up in a few hundred. */
export const samplesOf = (
  { pattern, ignoreCase }: { readonly pattern: string; readonly ignoreCase?: boolean },
  count: number,
  random: () => number,
): readonly string[] => {
  const root = parsePattern(pattern);
  const whole = new RegExp(pattern, ignoreCase ? 'i' : '');
  const samples = Array.from({ length: count }, () => {
    const sample = sampleOf(root, random);
    return ignoreCase ? inAnyCase(sample, random) : sample;
  });
  // What a word boundary or an anchor stands for is not generated.
  return samples.filter((sample) => whole.test(sample));
};
