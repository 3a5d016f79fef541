import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution';
import type { Web } from '../feature.ts';
import { snakeAttributes } from '../snake-case.ts';
import { watching } from './vitals-watching.ts';

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
        // Without entries.
        ...snakeAttributes(metric.attribution, `.${name}.`, /./),
      },
      { context: web.view.load },
    );
  };
  watching.on = web.on;
  watching.onStop = web.onStop;
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(report);
};
