/** Undefined where the text is no version such as `0.155.0`; a `v` before it and no patch after it are accepted. */
export const parseVersion = (text: string): string | undefined => {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text);
  return match ? `${match[1]}.${match[2]}.${match[3] ?? 0}` : undefined;
};

/** Below zero where the first is the older one. Both are versions; what is none is newer than any. */
export const compareVersions = (one: string, other: string): number => {
  const [left, right] = [one, other].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let index = 0; index < 3; index++) {
    const [a, b] = [left[index] ?? 0, right[index] ?? 0].map((part) =>
      Number.isNaN(part) ? Infinity : part,
    ) as [number, number];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
};
