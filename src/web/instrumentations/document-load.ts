import type { Feature } from '../feature.ts';
import { guard } from '../guard.ts';
import { metaContent } from '../meta.ts';
import { snakeAttributes } from '../snake-case.ts';
import { parseTraceparent } from '../tracing/traceparent.ts';

/** The load of the document, in the trace of the server that sent it where that said which it is. */
export const documentLoad: Feature = (web) => {
  // Of one that is over others have told.
  if (document.readyState !== 'complete')
    web.defer(() => {
      const { activities, clock } = web;
      const entry = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
      if (!entry) return;
      const told =
        entry.serverTiming?.find(({ name }) => name === 'traceparent')?.description ||
        metaContent('traceparent');
      const { href } = location;
      const activity = activities.begin(
        'documentLoad',
        { 'url.full': href },
        { startTime: clock.at(0), parent: parseTraceparent(told), isLong: true },
      );
      const context = activity.span.spanContext();
      web.view.load = context;
      const loaded = activity.hold();
      let isTold = false;
      const tell = (): void => {
        if (isTold) return;
        isTold = true;
        web.event(
          'browser.navigation_timing',
          {
            'url.full': href,
            ...snakeAttributes(entry.toJSON(), '.', /^type$/),
            '.first_paint': performance.getEntriesByName('first-paint')[0]?.startTime,
          },
          { context },
        );
      };
      // A quick page is loaded before it is painted, and one that nobody sees is not painted, or not yet.
      const tellHidden = (): void => {
        if (document.hidden && !document.prerendering) tell();
      };
      const report = (): void => {
        loaded(clock.at(entry.loadEventEnd));
        tellHidden();
        web.on('visibilitychange', tellHidden);
        web.observe('paint', tell);
      };
      // The end of the load event is known when its listeners are done.
      const reportSoon = (): void => void setTimeout(guard(report));
      if (document.readyState === 'complete') reportSoon();
      web.on('load', reportSoon);
    });
};
