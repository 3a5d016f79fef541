const CONTEXT_LINES = 3;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** The lines of both texts, by their longest common subsequence between what is the same at both ends. */
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
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = before.slice(0, start).map((text) => ({ sign: ' ', text }));
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
  return [...lines, ...before.slice(before.length - tail).map((text): Line => ({ sign: ' ', text }))];
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
