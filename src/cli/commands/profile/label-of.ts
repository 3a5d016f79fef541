import { LABELS } from '../../../core/profiling/profile.ts';

const SHORT: Readonly<Record<string, string>> = {
  route: LABELS.route,
  trace: LABELS.traceId,
  span: LABELS.spanId,
};

/** The label that a short name means. */
export const labelOf = (name: string): string => SHORT[name] ?? name;
