/** Stands for every route beyond the limit. */
export const OTHER_ROUTE = '{other}';

/**
 * Lets through a limited number of different routes, because a path may hold names that no rule knows as such.
 * Those that come first stay.
 *
 * @param limit most different routes of a process
 */
export const createRouteLimiter = (limit: number): ((route: string) => string) => {
  const known = new Set<string>();
  return (route) => {
    if (known.has(route)) return route;
    if (known.size >= limit) return OTHER_ROUTE;
    known.add(route);
    return route;
  };
};
