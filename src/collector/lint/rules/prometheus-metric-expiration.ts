import { componentsOf, effective, placeOf, usedIn } from '../context.ts';
import { secondsOf } from '../duration.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

/** Beyond a day a series that has ended is taken for one that stands still. */
const LONGEST_SECONDS = 24 * 3600;

export const rule: LintRule = {
  id: 'prometheus-metric-expiration',
  severity: 'warning',
  source: contribSource('exporter/prometheusexporter'),
  summary: 'the prometheus exporter shows a series until some time after its last value',
  why: 'With 0, or less time than there is between two values, series vanish before they are scraped. With days, memory grows and what has ended looks as if it stood still.',
  good: `exporters: { prometheus: { endpoint: "127.0.0.1:8889", metric_expiration: 5m } }
service: { pipelines: { metrics: { receivers: [otlp], processors: [memory_limiter], exporters: [prometheus] } } }`,
  bad: `exporters:
  prometheus:
    endpoint: 127.0.0.1:8889
    metric_expiration: 0s # here
service: { pipelines: { metrics: { receivers: [otlp], processors: [memory_limiter], exporters: [prometheus] } } }
`,
  fixed: `exporters:
  prometheus:
    endpoint: 127.0.0.1:8889
    metric_expiration: 5m # here
service: { pipelines: { metrics: { receivers: [otlp], processors: [memory_limiter], exporters: [prometheus] } } }
`,
  *check(context) {
    for (const exporter of componentsOf(context, 'exporters', 'prometheus')) {
      const seconds = secondsOf(effective(exporter, ['metric_expiration']));
      if (seconds === undefined || exporter.pipelines.length === 0) continue;
      const intervals = exporter.pipelines
        .flatMap((pipeline) => usedIn(context, pipeline, 'receivers'))
        .map(({ component }) => secondsOf(effective(component, ['metrics_flush_interval'])) ?? 0);
      const longest = Math.max(0, ...intervals);
      const path = [...exporter.path, 'metric_expiration'];
      const found = { place: placeOf(exporter, ['metric_expiration']), path };
      const fix = [{ do: 'set', path, value: '5m' }] as const;
      if (seconds === 0)
        yield { ...found, message: 'is 0, and nothing is ever shown; set a time, such as 5m', fix };
      else if (seconds < longest)
        yield {
          ...found,
          message: `series vanish after ${seconds} s, and values come every ${longest} s; make it longer`,
        };
      else if (seconds > LONGEST_SECONDS)
        yield {
          ...found,
          message: `what has ended is shown for ${Math.round(seconds / 3600)} h more; set a shorter time, such as 5m`,
          fix,
        };
    }
  },
};
