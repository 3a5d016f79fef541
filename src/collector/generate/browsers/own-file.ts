import { fromEnvironment } from '../environment.ts';
import { WRITTEN_BY_GENERATE } from '../own.ts';
import { mergeParts } from '../part.ts';
import { DEFAULT_POLICY, redactionOf } from '../redaction-file.ts';
import { renderConfig } from '../render.ts';
import { browserParts } from './part.ts';

/** The text of `collector/browsers.yaml`: a receiver for pages, and metrics of what they say. */
export const renderBrowsersFile = (): string => {
  const { order } = redactionOf(DEFAULT_POLICY, ['traces', 'logs']);
  const { config, comments } = mergeParts([
    // A list replaces that of the files before: these are the extensions of collector.yaml and one more.
    { config: { service: { extensions: ['health_check', 'file_storage'] } } },
    ...browserParts({
      browsers: {
        origins: fromEnvironment('RUM_ALLOWED_ORIGINS'),
        listen: fromEnvironment('BINNACLE_BROWSERS_ENDPOINT'),
      },
      head: ['memory_limiter'],
      redaction: order,
      ends: {
        traces: ['span_metrics', 'forward/sampling'],
        logs: ['file/logs'],
        metrics: ['otlp_http/prometheus'],
      },
      isCumulative: true,
      interval: fromEnvironment('BINNACLE_SPAN_METRICS_INTERVAL'),
    }),
  ]);
  return renderConfig(
    config,
    [
      ...WRITTEN_BY_GENERATE,
      'Data of pages: one more --config behind collector.yaml and redaction.yaml. Needs RUM_API_KEY, the key of the application.',
      'RUM_ALLOWED_ORIGINS is a list: [https://shop.example, https://*.shop.example]',
      'In front of it stands a proxy with limits: deploy/browsers/nginx.conf. docs/web.md has the whole recipe.',
    ],
    comments,
  );
};
