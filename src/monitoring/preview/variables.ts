import type { DashboardModel, VariableModel } from './model.ts';
import type { AskPrometheus, Sample } from './prometheus-api.ts';
import type { TimeRange } from './time-range.ts';

/** Values by variable, as they stand in a query. */
export type VariableValues = Readonly<Record<string, string>>;

/** Puts values in place of `$name` and `${name}`; a variable that there is not stays as it is. */
export const interpolate = (text: string, values: VariableValues): string =>
  text.replaceAll(/\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g, (whole, plain?: string, braced?: string) => {
    const value = values[plain ?? braced ?? ''];
    return value ?? whole;
  });

const escapePattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\\\$&');

/** One value or several, as Grafana writes them into a pattern. */
const asPattern = (values: readonly string[]): string =>
  values.length === 1 ? escapePattern(values[0] ?? '') : `(${values.map(escapePattern).join('|')})`;

const LABEL_VALUES = /^label_values\((?:(.+),)?\s*(\w+)\)$/s;
const QUERY_RESULT = /^query_result\((.+)\)$/s;

/** The values that Prometheus has for a variable of this query. */
const askValues = async (query: string, range: TimeRange, ask: AskPrometheus): Promise<string[]> => {
  const [, selector, label] = LABEL_VALUES.exec(query) ?? [];
  const times = { start: String(range.fromMillis / 1_000), end: String(range.toMillis / 1_000) };
  if (label)
    return (await ask(`label/${label}/values`, {
      ...times,
      ...(selector && { 'match[]': selector }),
    })) as string[];
  const [, promql] = QUERY_RESULT.exec(query) ?? [];
  if (!promql) return [];
  const { result } = (await ask('query', { query: promql, time: times.end })) as { result: Sample[] };
  return result.map(({ metric, value }) => {
    const labels = Object.entries(metric).map(([name, text]) => `${name}="${text}"`);
    return `{${labels.join(',')}} ${value[1]} ${value[0]}`;
  });
};

const matching = (values: readonly string[], regex: string): string[] => {
  const [, pattern, flags] = /^\/(.*)\/(\w*)$/s.exec(regex) ?? [regex, regex, ''];
  if (!pattern) return [...values];
  const compiled = new RegExp(pattern, flags);
  return values.flatMap((value) => {
    const found = compiled.exec(value);
    return found ? [found[1] ?? found[0]] : [];
  });
};

const resolve = async (
  variable: VariableModel,
  known: VariableValues,
  range: TimeRange,
  ask: AskPrometheus,
): Promise<string> => {
  if (variable.includeAll && variable.allValue !== undefined) return variable.allValue;
  const query = typeof variable.query === 'string' ? variable.query : (variable.query?.query ?? '');
  const values = matching(await askValues(interpolate(query, known), range, ask), variable.regex ?? '');
  if (variable.includeAll) return asPattern(values.sort());
  const first = values.sort()[0] ?? '';
  return variable.multi ? asPattern([first]) : first;
};

/**
 * The values of a dashboard's variables: those that are given, else all where it lets choose all, else the first one.
 * Later variables may stand on earlier ones.
 */
export const resolveVariables = async (
  { templating }: DashboardModel,
  given: Readonly<Record<string, readonly string[]>>,
  range: TimeRange,
  ask: AskPrometheus,
): Promise<VariableValues> => {
  const values: Record<string, string> = {};
  for (const variable of templating?.list ?? []) {
    if (variable.type !== 'query') continue;
    const chosen = given[variable.name];
    if (chosen === undefined) values[variable.name] = await resolve(variable, values, range, ask);
    else values[variable.name] = variable.multi ? asPattern(chosen) : (chosen[0] ?? '');
  }
  return values;
};
