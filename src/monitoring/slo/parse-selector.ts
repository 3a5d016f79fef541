import { METRICS } from '../catalogue/index.ts';
import type { Metric } from '../metric.ts';
import { sharedPatternFault } from '../shared-pattern.ts';
import type { CounterSelector, SelectorMatcher } from './slo.ts';

const NAME = /^[A-Za-z_:][\w:]*/;
const MATCHER = /^([A-Za-z_]\w*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)/;

const EXAMPLE = 'such as http_requests_total{code=~"5.."}';

/** The text that a string of PromQL stands for: https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals */
const unquote = (literal: string): string =>
  literal.startsWith('`')
    ? literal.slice(1, -1)
    : literal
        .slice(1, -1)
        .replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped));

/** A selector of a counter, or what is wrong with it. */
export type ParsedSelector = { readonly selector: CounterSelector } | { readonly fault: string };

const knownGauge = (name: string): boolean =>
  Object.values<Metric>(METRICS).some((metric) => metric.prometheusName === name && metric.type === 'gauge');

const patternFault = ({ operator, value }: SelectorMatcher): string | undefined =>
  operator.endsWith('~') ? sharedPatternFault(value) : undefined;

const matchersOf = (text: string): readonly SelectorMatcher[] | string => {
  const matchers: SelectorMatcher[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const [whole, label = '', operator, literal = ''] = MATCHER.exec(rest) ?? [];
    if (whole === undefined)
      return `${JSON.stringify(rest.slice(0, 40))} is no matcher; expected one such as code=~"5.."`;
    const matcher = { label, operator: operator as SelectorMatcher['operator'], value: unquote(literal) };
    const fault = patternFault(matcher);
    if (fault !== undefined) return fault;
    matchers.push(matcher);
    rest = rest.slice(whole.length).trim();
    if (rest === '') break;
    if (!rest.startsWith(',')) return `${JSON.stringify(rest.slice(0, 40))} is too much; expected a comma`;
    rest = rest.slice(1).trim();
  }
  return matchers;
};

/** Reads a counter's selector. Functions, ranges and offsets are refused: the rules bring their own. */
export const parseSelector = (text: string): ParsedSelector => {
  const promql = text.trim();
  const [name] = NAME.exec(promql) ?? [];
  if (name === undefined)
    return { fault: `${JSON.stringify(promql)} is no selector of a counter; expected one ${EXAMPLE}` };
  const rest = promql.slice(name.length).trim();
  if (rest.startsWith('('))
    return {
      fault: `${name}(…) is a function; expected the counter alone, ${EXAMPLE}: the rules add up and take rates`,
    };
  const [, braces = '', after = ''] =
    /^(?:\{((?:[^{}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*)\})?(.*)$/s.exec(rest) ?? [];
  if (after.trim().startsWith('['))
    return {
      fault: `a range ${JSON.stringify(after.trim())} does not belong here: the rules have windows of their own`,
    };
  if (after.trim().startsWith('{'))
    return {
      fault: `${JSON.stringify(after.trim())} has no end; expected braces and quotes in pairs, ${EXAMPLE}`,
    };
  if (after.trim() !== '')
    return {
      fault: `${JSON.stringify(after.trim())} after the selector is too much; expected one counter, ${EXAMPLE}`,
    };
  const matchers = matchersOf(braces);
  if (typeof matchers === 'string') return { fault: matchers };
  if (knownGauge(name)) return { fault: `${name} is a gauge; expected a counter, which only grows` };
  return { selector: { name, matchers, promql } };
};

/** Whether a series with these labels has what a matcher asks for; a label that is missing is an empty text. */
export const matches = (
  { name, matchers }: CounterSelector,
  series: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
): boolean =>
  name === series.name &&
  matchers.every(({ label, operator, value }) => {
    const actual = series.labels[label] ?? '';
    const equal = operator.endsWith('~') ? new RegExp(`^(?:${value})$`, 's').test(actual) : actual === value;
    return operator.startsWith('!') ? !equal : equal;
  });
