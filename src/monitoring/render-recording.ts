import type { Recording } from './recording.ts';
import { toYaml } from './to-yaml.ts';

/** The name of a recording's file under prometheus/rules. */
export const recordingFile = ({ id }: Pick<Recording, 'id'>): string => `recorded-${id}.yaml`;

/** The recording as a Prometheus rule file. */
export const renderRecording = (recording: Recording): string =>
  toYaml(
    {
      groups: [
        {
          name: `recorded-${recording.id}`,
          rules: recording.rules.map(({ metric, from, adds }) => ({
            record: metric.prometheusName,
            expr: from.promql,
            ...(adds && { labels: adds }),
          })),
        },
      ],
    },
    'src/monitoring/recordings',
  );
