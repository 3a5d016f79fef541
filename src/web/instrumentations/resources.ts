import type { Feature } from '../feature.ts';

/** A resource is told of by itself where it took longer. */
const SLOW_MILLIS = 1_000;

/** Of a page. */
const MOST_SLOW = 50;

/** The resources that are slow, and the one of each type with which the page is over its budget of bytes. */
export const resources: Feature = (web) => {
  const { budgets = {} } = web.options;
  const bytesOf: Record<string, number> = Object.create(null);
  let slow = 0;
  web.observe<PerformanceResourceTiming>('resource', (entry) => {
    const { initiatorType: type, name, duration, transferSize, startTime } = entry;
    if (web.isIgnored(name)) return;
    const before = bytesOf[type] ?? 0;
    const after = before + transferSize;
    bytesOf[type] = after;
    // Nothing is over a budget that there is not.
    const budget = budgets[type] as number;
    const isOver = before <= budget && after > budget;
    const isSlow = duration > SLOW_MILLIS && slow++ < MOST_SLOW;
    if (isOver || isSlow)
      web.event(
        'browser.resource_timing',
        {
          'url.full': name,
          '.type': type,
          '.duration': duration,
          '.transfer_size': transferSize,
          '.response_status': entry.responseStatus,
          '.budget': isOver ? budget : undefined,
        },
        { time: web.clock.at(startTime) },
      );
  });
};
