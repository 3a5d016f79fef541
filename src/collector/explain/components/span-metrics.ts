import { type ComponentWords, durationAt, listText, numberAt, recordsAt, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'span_metrics',
  connectors: ({ settings }) => {
    const limit = numberAt(settings, 'aggregation_cardinality_limit');
    const dimensions = recordsAt(settings, 'dimensions').map(({ name }) => name);
    return {
      does: [
        `counts every span that comes here, and measures its duration in ${textAt(settings, 'histogram.unit')}, as ${textAt(settings, 'namespace')}.*`,
        `split by service, span name, kind and status${dimensions.length > 0 ? `, and by ${listText(dimensions)}` : ''}`,
        `gives metrics on every ${durationAt(settings, 'metrics_flush_interval')}`,
      ],
      drops: [
        'the spans themselves do not go on from here',
        ...(limit > 0 ? [`above ${limit} combinations, further ones are counted as one`] : []),
        ...(numberAt(settings, 'metrics_expiration') > 0
          ? [`metrics without a new span for ${durationAt(settings, 'metrics_expiration')} are forgotten`]
          : []),
      ],
    };
  },
};
