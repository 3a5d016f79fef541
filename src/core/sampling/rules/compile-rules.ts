import type { Share } from '../sampler-choice.ts';
import { createGlob, type Matcher } from './glob.ts';
import { type RuleConditions, type SamplingRule, SPAN_KINDS } from './rule.ts';

/** What is known of a span when it starts. */
export interface StartedSpan {
  readonly name: string;
  /** Number of the kind in the API. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Takes its arguments one by one, because making an object for each span costs more than matching it. */
type SpanTest = (
  name: StartedSpan['name'],
  kind: StartedSpan['kind'],
  attributes: StartedSpan['attributes'],
) => boolean;

export interface CompiledRule {
  /** Undefined where the rule matches every span of this service. */
  readonly test: SpanTest | undefined;
  readonly keep: Share;
}

/** https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
const METHOD = 'http.request.method';
const ROUTE = 'http.route';
const PATH = 'url.path';

const anyOf = (globs: readonly string[]): Matcher => {
  const matchers = globs.map(createGlob);
  const [only] = matchers;
  return only && matchers.length === 1 ? only : (text) => matchers.some((matches) => matches(text));
};

const attributeTest =
  (attribute: string, matches: Matcher): SpanTest =>
  (_name, _kind, { [attribute]: value }) =>
    value !== undefined && matches(typeof value === 'string' ? value : String(value));

const testOf = (key: string, globs: readonly string[]): SpanTest => {
  if (key === 'kind') {
    const kinds = new Set(globs.map((kind) => SPAN_KINDS.indexOf(kind)));
    return (_name, kind) => kinds.has(kind);
  }
  const matches = anyOf(globs);
  if (key === 'name') return (name) => matches(name);
  if (key === 'method') return attributeTest(METHOD, matches);
  if (key === 'route') return attributeTest(ROUTE, matches);
  if (key !== 'path') return attributeTest(key, matches);
  const tests = [attributeTest(ROUTE, matches), attributeTest(PATH, matches)];
  return (...span) => tests.some((test) => test(...span));
};

const allOf = (tests: readonly SpanTest[]): SpanTest | undefined => {
  const [only] = tests;
  return tests.length < 2
    ? only
    : (name, kind, attributes) => tests.every((test) => test(name, kind, attributes));
};

const isOfService = ({ service }: RuleConditions, serviceName: string): boolean =>
  service === undefined || anyOf(service)(serviceName);

/**
 * The rules that can match in this service, up to the first that always does. Which service it is, is decided here,
 * once.
 */
export const compileRules = (
  rules: readonly SamplingRule[],
  serviceName: string,
): readonly CompiledRule[] => {
  const compiled: CompiledRule[] = [];
  for (const { when, keep } of rules) {
    if (!isOfService(when, serviceName)) continue;
    const tests = Object.entries(when)
      .filter(([key]) => key !== 'service')
      .map(([key, globs]) => testOf(key, globs));
    compiled.push({ test: allOf(tests), keep });
    if (tests.length === 0) break;
  }
  return compiled;
};
