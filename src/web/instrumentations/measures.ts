import type { Feature } from '../feature.ts';

/** Spans of what the page measures itself with `performance.measure`, where that is asked for. */
export const measures: Feature = (web) => {
  if (web.options.measures)
    web.observe('measure', ({ name, startTime, duration }) =>
      web.tracer
        .startSpan(name, { startTime: web.clock.at(startTime) })
        .end(web.clock.at(startTime + duration)),
    );
};
