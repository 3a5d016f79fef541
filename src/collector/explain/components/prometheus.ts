import { isRecord } from '../effective.ts';
import { listenerText } from '../listener.ts';
import { type ComponentWords, durationAt, listText, recordsAt, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'prometheus',
  receivers: ({ settings }) => {
    const jobs = recordsAt(settings, 'config.scrape_configs');
    const targets = jobs.flatMap((job) =>
      recordsAt(job, 'static_configs').flatMap((each) => (Array.isArray(each.targets) ? each.targets : [])),
    );
    const interval = textAt(settings, 'config.global.scrape_interval');
    return {
      does: [
        `asks for metrics every ${interval || '1m'} where a job says nothing else`,
        `jobs: ${listText(jobs.map(({ job_name }) => job_name))}`,
        ...(targets.length > 0 ? [`targets: ${listText(targets)}`] : []),
      ],
    };
  },
  exporters: ({ settings }) => ({
    does: [
      listenerText(settings, 'Prometheus to read at /metrics'),
      ...(isRecord(settings.resource_to_telemetry_conversion) &&
      settings.resource_to_telemetry_conversion.enabled === true
        ? ['attributes of the resource become labels']
        : []),
    ],
    drops: [`a series that gets nothing new for ${durationAt(settings, 'metric_expiration')} is forgotten`],
  }),
};
