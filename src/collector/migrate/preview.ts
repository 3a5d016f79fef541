const CONTEXT_LINES = 3;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Most cells of the table in which common lines are counted: 16 MB. */
const MAX_CELLS = 4_000_000;

const signed = (sign: Line['sign'], texts: readonly string[]): readonly Line[] =>
  texts.map((text) => ({ sign, text }));

/** By the longest common subsequence. */
const compareSmall = (old: readonly string[], now: readonly string[]): readonly Line[] => {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const [removed, added] = [old[i], now[j]];
    if (removed !== undefined && removed === added) {
      lines.push({ sign: ' ', text: removed });
      i++;
      j++;
    } else if (removed !== undefined && (added === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: '-', text: removed });
      i++;
    } else {
      lines.push({ sign: '+', text: added as string });
      j++;
    }
  }
  return lines;
};

/** Where each line is that is there once. */
const onceIn = (lines: readonly string[]): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (const [index, text] of lines.entries()) places.set(text, places.has(text) ? -1 : index);
  return new Map([...places].filter(([, index]) => index >= 0));
};

/** The lines that are once in both and keep their order: pairs of their places. */
const anchorsOf = (
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] => {
  const places = onceIn(after);
  interface Chain {
    readonly pair: readonly [number, number];
    readonly previous: Chain | undefined;
  }
  // The chain that ends first of each length: https://en.wikipedia.org/wiki/Patience_sorting
  const ends: Chain[] = [];
  for (const [text, one] of onceIn(before)) {
    const other = places.get(text);
    if (other === undefined) continue;
    let [from, to] = [0, ends.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((ends[middle] as Chain).pair[1] < other) from = middle + 1;
      else to = middle;
    }
    ends[from] = { pair: [one, other], previous: ends[from - 1] };
  }
  const found: (readonly [number, number])[] = [];
  for (let chain = ends.at(-1); chain; chain = chain.previous) found.push(chain.pair);
  return found.reverse();
};

/** The lines of both texts: small parts exactly, large ones cut where a line is in both, and once. */
const compare = (before: readonly string[], after: readonly string[]): readonly Line[] => {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  const old = before.slice(start, before.length - tail);
  const now = after.slice(start, after.length - tail);
  return [
    ...signed(' ', before.slice(0, start)),
    ...compareMiddle(old, now),
    ...signed(' ', before.slice(before.length - tail)),
  ];
};

const compareMiddle = (old: readonly string[], now: readonly string[]): readonly Line[] => {
  if ((old.length + 1) * (now.length + 1) <= MAX_CELLS) return compareSmall(old, now);
  const anchors = anchorsOf(old, now);
  if (anchors.length === 0) return [...signed('-', old), ...signed('+', now)];
  let [i, j] = [0, 0];
  const lines: Line[][] = [];
  for (const [one, other] of [...anchors, [old.length, now.length] as const]) {
    lines.push([...compare(old.slice(i, one), now.slice(j, other)), ...signed(' ', old.slice(one, one + 1))]);
    [i, j] = [one + 1, other + 1];
  }
  return lines.flat();
};

const range = (start: number, count: number): string => `${count === 0 ? start : start + 1},${count}`;

/** What changes in a text, in the form of `diff -u`; empty where nothing does. */
export const previewChange = (name: string, before: string, after: string): string => {
  if (before === after) return '';
  const lines = compare(before.split('\n'), after.split('\n'));
  const isShown = lines.map(() => false);
  for (const [index, { sign }] of lines.entries())
    if (sign !== ' ')
      isShown.fill(
        true,
        Math.max(0, index - CONTEXT_LINES),
        Math.min(lines.length, index + CONTEXT_LINES + 1),
      );
  // What is behind the last line break is no line.
  if (lines.at(-1)?.sign === ' ' && lines.at(-1)?.text === '') isShown[lines.length - 1] = false;
  let output = `--- ${name}\n+++ ${name}\n`;
  let [oldLine, newLine] = [0, 0];
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && isShown[to] === isShown[from]) to++;
    const part = lines.slice(from, to);
    const oldCount = part.filter(({ sign }) => sign !== '+').length;
    const newCount = part.filter(({ sign }) => sign !== '-').length;
    if (isShown[from])
      output += `@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@\n${part.map(({ sign, text }) => `${sign}${text}\n`).join('')}`;
    oldLine += oldCount;
    newLine += newCount;
    from = to;
  }
  return output;
};
