/** The folders and the name of a URL or a path, the last first. */
export const segmentsOf = (location: string): readonly string[] => {
  const path = location
    .replace(/[?#].*$/s, '')
    .replace(/^[a-z][\w+.-]+:\/\/[^/]*/i, '')
    .replaceAll('\\', '/');
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    })
    .reverse();
};

const sharedEnd = (one: readonly string[], other: readonly string[]): number => {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count++;
  return count;
};

/** A path of a build, with what it is of. */
export interface PathEntry<T> {
  readonly path: string;
  readonly value: T;
}

/**
 * What the location of a frame is in a build: the paths that end like it in the most parts. None where not even the
 * name is the same; several where the location does not tell which.
 */
export const matchPath = <T>(entries: Iterable<PathEntry<T>>, location: string): readonly PathEntry<T>[] => {
  const wanted = segmentsOf(location);
  let best: PathEntry<T>[] = [];
  let most = 1;
  for (const entry of entries) {
    const own = segmentsOf(entry.path);
    const count = sharedEnd(own, wanted);
    if (count < most) continue;
    if (count > most) best = [];
    most = count;
    best.push(entry);
  }
  // `app.js` for `/app.js` rather than `admin/app.js`.
  const whole = best.filter(({ path }) => segmentsOf(path).length === most);
  return whole.length > 0 ? whole : best;
};
