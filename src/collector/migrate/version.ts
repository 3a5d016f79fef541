/** Undefined where the text is no version such as `0.155.0`; a `v` before it and no patch after it are accepted. */
export const parseVersion = (text: string): string | undefined => {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text);
  return match ? `${match[1]}.${match[2]}.${match[3] ?? 0}` : undefined;
};

/** Below zero where the first is the older one. */
export const compareVersions = (one: string, other: string): number =>
  one.localeCompare(other, 'en', { numeric: true });
