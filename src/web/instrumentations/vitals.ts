import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution';
import type { Web } from '../feature.ts';
import { snakeCase } from '../snake-case.ts';

/** The parts of an attribution that are numbers and short texts; entries are left out. */
const detailsOf = (name: string, attribution: object): Record<string, string | number> => {
  const details: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(attribution)) {
    if (typeof value === 'number' || typeof value === 'string') details[`.${name}.${snakeCase(key)}`] = value;
  }
  return details;
};

/** https://opentelemetry.io/docs/specs/semconv/browser/browser-events/ */
export const vitals = (web: Web): void => {
  const report = (metric: MetricWithAttribution): void => {
    const name = metric.name.toLowerCase();
    web.event(
      'browser.web_vital',
      {
        '.name': name,
        '.value': metric.value,
        '.delta': metric.delta,
        '.id': metric.id,
        '.rating': metric.rating,
        '.navigation_type': metric.navigationType,
        'url.full': metric.navigationURL,
        ...detailsOf(name, metric.attribution),
      },
      { context: web.view.load },
    );
  };
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(report, { reportSoftNavs: true });
};
