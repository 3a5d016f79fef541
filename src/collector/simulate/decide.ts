import { OttlError } from '../ottl/evaluate/value.ts';
import type { Policy } from './policies/create.ts';
import type { Decision, PendingTrace } from './policies/policy.ts';

/** What a policy did over a whole recording; numbers of traces. */
export interface PolicyFigures {
  readonly name: string;
  readonly type: string;
  /** How often it was asked. */
  asked: number;
  /** How often it said to keep, or of one that drops: to drop. */
  hits: number;
  /** Traces that only this one keeps; of one that drops: that others would keep. */
  soleHits: number;
  /** Traces whose decision bears its name: the first that said so. */
  decided: number;
  /** Spans of those. */
  spans: number;
  /** How often it failed, which counts as no answer. */
  errors: number;
}

export const createPolicyFigures = ({ name, type }: Policy): PolicyFigures => ({
  name,
  type,
  asked: 0,
  hits: 0,
  soleHits: 0,
  decided: 0,
  spans: 0,
  errors: 0,
});

type Answer = Decision | 'error';

const ask = ({ evaluator }: Policy, trace: PendingTrace): Answer => {
  try {
    return evaluator.evaluate(trace);
  } catch (error) {
    if (error instanceof OttlError) return 'error';
    throw error;
  }
};

/** What those that the Collector does not ask any more would have said, as far as to ask them changes nothing. */
const askRest = (policies: readonly Policy[], trace: PendingTrace): readonly Answer[] =>
  policies.map((policy) => (policy.evaluator.isCounting ? 'not sampled' : ask(policy, trace)));

const countSoleHits = (figures: readonly PolicyFigures[], answers: readonly Answer[]): void => {
  const that = (wanted: Answer) => figures.filter((_, index) => answers[index] === wanted);
  const [keeping, dropping] = [that('sampled'), that('dropped')];
  const [only] = dropping.length > 0 ? dropping : keeping;
  if (!only) return;
  const isSole = dropping.length > 0 ? dropping.length === 1 && keeping.length > 0 : keeping.length === 1;
  if (isSole) only.soleHits++;
};

/** Asks the policies as the Collector does: dropping wins, then keeping; the first of them gives its name. */
export const decide = (
  policies: readonly Policy[],
  figures: readonly PolicyFigures[],
  trace: PendingTrace,
  isFirstMatch: boolean,
): Decision => {
  const answers: Answer[] = [];
  for (const policy of policies) {
    const answer = ask(policy, trace);
    answers.push(answer);
    if (answer === 'dropped' || (isFirstMatch && answer === 'sampled')) break;
  }
  for (const [index, answer] of answers.entries()) {
    const figure = figures[index] as PolicyFigures;
    figure.asked++;
    if (answer === 'error') figure.errors++;
    else if (answer !== 'not sampled') figure.hits++;
  }
  const decision: Decision = answers.includes('dropped')
    ? 'dropped'
    : answers.includes('sampled')
      ? 'sampled'
      : 'not sampled';
  const named = decision === 'not sampled' ? undefined : figures[answers.indexOf(decision)];
  if (named) {
    named.decided++;
    named.spans += trace.spanCount;
  }
  countSoleHits(figures, [...answers, ...askRest(policies.slice(answers.length), trace)]);
  return decision;
};
