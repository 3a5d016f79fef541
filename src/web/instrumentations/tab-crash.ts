import type { Feature } from '../feature.ts';

const KEY = 'binnacle.open';

/** A tab that was shown and went without a word, found when it is loaded again. */
export const tabCrash: Feature = (web) => {
  const storage = sessionStorage;
  const mark = (): void => {
    if (document.hidden) clear();
    else storage[KEY] = web.clean(web.view.url, 'url');
  };
  const clear = (): void => {
    delete storage[KEY];
  };
  const before: string | undefined = storage[KEY];
  // A copy of a tab has a copy of its storage.
  const entry = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
  if (before && entry?.type === 'reload')
    web.event('browser.tab_crash', { '.url': before }, { isError: true });
  mark();
  web.on('visibilitychange', mark);
  web.on('pagehide', clear);
  web.onStop(clear);
};
