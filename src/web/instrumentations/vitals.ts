import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution';
import type { Web } from '../feature.ts';

/** The parts of an attribution that are numbers and short texts; entries are left out. */
const detailsOf = (name: string, attribution: object): Record<string, string | number> => {
  const details: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(attribution)) {
    if (typeof value === 'number' || typeof value === 'string')
      details[`browser.web_vital.${name}.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`] =
        value;
  }
  return details;
};

/** https://opentelemetry.io/docs/specs/semconv/browser/browser-events/ */
export const vitals = (web: Web): void => {
  const report = (metric: MetricWithAttribution): void => {
    const name = metric.name.toLowerCase();
    web.event('browser.web_vital', {
      'browser.web_vital.name': name,
      'browser.web_vital.value': metric.value,
      'browser.web_vital.delta': metric.delta,
      'browser.web_vital.id': metric.id,
      'browser.web_vital.rating': metric.rating,
      'browser.web_vital.navigation_type': metric.navigationType,
      ...detailsOf(name, metric.attribution),
    });
  };
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(report);
};
