import { RECORDED_EVERY_SECONDS, type Recording } from './recording.ts';
import { toYaml } from './to-yaml.ts';

/** The name of a recording's group of rules. */
export const recordingGroup = ({ id }: Pick<Recording, 'id'>): string => `recorded-${id}`;

/** The name of its file under prometheus/rules. */
export const recordingFile = (recording: Pick<Recording, 'id'>): string =>
  `${recordingGroup(recording)}.yaml`;

/** The recording as a group of Prometheus rules. */
export const recordingRules = (recording: Recording): object => ({
  name: recordingGroup(recording),
  interval: `${RECORDED_EVERY_SECONDS / 60}m`,
  rules: recording.rules.map(({ metric, from, adds }) => ({
    record: metric.prometheusName,
    expr: from.promql,
    ...(adds && { labels: adds }),
  })),
});

/** The recording as a Prometheus rule file. */
export const renderRecording = (recording: Recording): string =>
  toYaml({ groups: [recordingRules(recording)] }, 'src/monitoring/recordings');
