import type { Feature } from '../feature.ts';
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
        document.getElementsByTagName('meta').namedItem('traceparent')?.content;
      const activity = activities.begin(
        'documentLoad',
        { 'url.full': location.href },
        { startTime: clock.at(0), parent: parseTraceparent(told), isLong: true },
      );
      web.view.load = activity.span.spanContext();
      const loaded = activity.hold();
      const report = (): void => {
        const firstPaint = performance.getEntriesByName('first-paint')[0];
        web.event(
          'browser.navigation_timing',
          {
            'url.full': location.href,
            ...snakeAttributes(entry.toJSON(), '.', /^type$/),
            '.first_paint': firstPaint?.startTime,
          },
          { context: web.view.load },
        );
        loaded(clock.at(entry.loadEventEnd));
      };
      // The end of the load event is known when its listeners are done.
      const reportSoon = () => void setTimeout(report);
      if (document.readyState === 'complete') reportSoon();
      else web.on('load', reportSoon);
    });
};
