import { type Frame, LABELS, mapFrames, type Profile } from './profile.ts';

/**
 * What names of labels are to Pyroscope. It makes a series of each value of a label, so there is none of the trace, and
 * only `span_id` is kept with the samples instead: https://grafana.com/docs/pyroscope/latest/configure-client/trace-span-profiles/
 * A label of another name than letters, digits and underscores makes it refuse the whole profile.
 */
const SAMPLE_LABELS: Readonly<Record<string, string>> = {
  [LABELS.spanId]: 'span_id',
  [LABELS.route]: 'http_route',
};

/** Attributes of the resource by which series are told apart: few values each, and none of one process alone. */
const SERIES_LABELS = ['service.namespace', 'service.version', 'deployment.environment.name'];

/** It takes 2,048 bytes by default, and refuses the whole profile where one is longer. */
const MAX_LABEL_LENGTH = 512;

/** What its parser takes for a part of the syntax. */
const SYNTAX = /[{},=]/g;

/** The name of the application and its labels, as in `shop{service_version=1.2.0}`; there is no way to quote. */
export const pyroscopeName = (service: string, resource: Readonly<Record<string, unknown>>): string => {
  const labels = SERIES_LABELS.flatMap((name) => {
    const value = String(resource[name] ?? '')
      .replace(SYNTAX, '_')
      .slice(0, MAX_LABEL_LENGTH)
      .trim();
    return value === '' ? [] : [`${name.replaceAll('.', '_')}=${value}`];
  });
  const application = service.replace(/[^\w./-]+/g, '_').slice(0, MAX_LABEL_LENGTH);
  return labels.length === 0 ? application : `${application}{${labels.join()}}`;
};

/** It shows names alone, and adds up what has the same: those without one by their place. */
const named = (frame: Frame): Frame =>
  frame.name === '(anonymous)' && frame.file !== ''
    ? { ...frame, name: `(anonymous) ${frame.file}:${frame.line}:${frame.column}` }
    : frame;

/** The profile with the names, the labels and the time that Pyroscope expects. */
export const forPyroscope = (profile: Profile, kind: 'cpu' | 'heap'): Profile => ({
  ...profile,
  // A heap is what lives when it is read, and what began an hour ago is refused.
  ...(kind === 'heap' && { timeMillis: profile.timeMillis + profile.durationMillis, durationMillis: 0 }),
  samples: mapFrames(profile, named).samples.map((sample) => ({
    ...sample,
    labels: Object.fromEntries(
      Object.entries(sample.labels).flatMap(([name, value]) => {
        const known = SAMPLE_LABELS[name];
        return known === undefined ? [] : [[known, value.slice(0, MAX_LABEL_LENGTH)]];
      }),
    ),
  })),
});
