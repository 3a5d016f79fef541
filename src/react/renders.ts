import { currentHandle } from '../web/start.ts';

/** Renders are told of together: a list that scrolls renders sixty times a second. */
const COLLECT_MILLIS = 5_000;

/** Of components and phases; with more than that they are told of at once. */
const MOST_COLLECTED = 50;

interface Renders {
  readonly [key: string]: string | number;
}

const collected = new Map<string, Renders>();
let undo: AbortController | undefined;

const tell = (): void => {
  undo?.abort();
  undo = undefined;
  const all = [...collected.values()];
  collected.clear();
  for (const renders of all) currentHandle()?.track('react.render', renders);
};

const begin = (): void => {
  undo = new AbortController();
  const { signal } = undo;
  const timer = setTimeout(tell, COLLECT_MILLIS);
  signal.addEventListener('abort', () => clearTimeout(timer));
  // What was rendered belongs to the view that is left.
  (globalThis as { navigation?: EventTarget }).navigation?.addEventListener('navigate', tell, { signal });
  globalThis.addEventListener?.('visibilitychange', tell, { signal });
};

/** The sum and the longest, in milliseconds. */
const added = (before: Renders, key: string, millis: number | undefined): Renders =>
  millis === undefined
    ? {}
    : {
        [`.${key}.sum`]: Number(before[`.${key}.sum`] ?? 0) + millis,
        [`.${key}.max`]: Math.max(Number(before[`.${key}.max`] ?? 0), millis),
      };

/**
 * One commit of a component.
 *
 * @param commitMillis from the begin of the render to the commit
 * @param renderMillis spent in rendering alone, where React tells
 */
export const recordRender = (
  component: string,
  phase: string,
  commitMillis: number,
  renderMillis?: number,
): void => {
  if (!currentHandle()) return;
  const key = `${phase} ${component}`;
  const before = collected.get(key) ?? { 'react.component': component, '.phase': phase };
  collected.set(key, {
    ...before,
    '.count': Number(before['.count'] ?? 0) + 1,
    ...added(before, 'commit', commitMillis),
    ...added(before, 'duration', renderMillis),
  });
  if (collected.size > MOST_COLLECTED) tell();
  else if (!undo) begin();
};
