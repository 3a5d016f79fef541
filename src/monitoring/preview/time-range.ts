/** A range of time, in milliseconds since the epoch. */
export interface TimeRange {
  readonly fromMillis: number;
  readonly toMillis: number;
}

const UNIT_MILLIS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `now`, `now-15m`, or a date and time as ECMAScript reads it; undefined where it is neither. */
export const parseTime = (text: string, nowMillis: number): number | undefined => {
  const relative = /^now(?:-(\d+)([smhdw]))?$/.exec(text);
  if (relative) return nowMillis - Number(relative[1] ?? 0) * (UNIT_MILLIS[relative[2] ?? 's'] ?? 0);
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? undefined : millis;
};

/** The shortest step that the data source is provisioned with, and Grafana's share of it for rates. */
const SHORTEST_STEP_SECONDS = 15;
const RATE_STEPS = 4;

/** Steps that Grafana rounds to, in seconds. */
const ROUND_STEPS = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400] as const;

/** Seconds between two points of a chart of so many pixels. */
export const stepSeconds = ({ fromMillis, toMillis }: TimeRange, widthPixels: number): number => {
  const least = (toMillis - fromMillis) / 1_000 / Math.max(1, widthPixels);
  return ROUND_STEPS.find((step) => step >= least) ?? Math.ceil(least);
};

/** What Grafana puts in place of its own variables. https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables */
export const timeVariables = (range: TimeRange, step: number): Record<string, string> => ({
  __range: `${Math.round((range.toMillis - range.fromMillis) / 1_000)}s`,
  __range_s: `${Math.round((range.toMillis - range.fromMillis) / 1_000)}`,
  __interval: `${step}s`,
  __rate_interval: `${Math.max(step + SHORTEST_STEP_SECONDS, RATE_STEPS * SHORTEST_STEP_SECONDS)}s`,
});
