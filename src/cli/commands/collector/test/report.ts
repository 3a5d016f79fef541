import type { Failure } from '../../../../collector/case/check/failure.ts';
import { durationText } from '../../../../collector/case/output/go-duration.ts';
import type { Wait } from '../../../../collector/case/rewrite/stages.ts';
import { placeText } from '../../../../collector/document/node.ts';
import type { Style } from '../../../style.ts';
import type { Outcome } from './run-case.ts';

/** Lines of the Collector's output that are shown where a case failed. */
const LOG_LINES = 12;

const NANOS_PER_MILLI = 1e6;

const seconds = (millis: number): string => `${(millis / 1_000).toFixed(1)} s`;

const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

const failureText = ({ place, message, differences }: Failure, style: Style): string => {
  const rows = differences.map(
    ({ path, expected, received }) =>
      `\n  ${style.bold(path)}\n    expected ${style.good(expected)}\n    received ${style.bad(received)}`,
  );
  return placeText(place, message) + rows.join('');
};

/** Lines of level error of the Collector's console log, and the causes of a failed start. */
const troubleIn = (log: string): readonly string[] =>
  log
    .trimEnd()
    .split('\n')
    .filter((line) => /^\S+\t(?:error|fatal|panic)\t/.test(line))
    .map((line) => line.replace(/^\S+\t/, '').replace(/"resource": \{[^{}]*\}, /, ''));

const WIDEST = 400;

/** What the Collector said that may be the reason. */
const logTail = (log: string, isWhole: boolean): string => {
  const lines = isWhole ? log.trimEnd().split('\n') : troubleIn(log);
  return lines
    .slice(-LOG_LINES)
    .map((line) => (line.length > WIDEST ? `${line.slice(0, WIDEST)}…` : line))
    .join('\n');
};

/** Everything that is wrong with a case, without its name. */
export const detailsOf = (
  { failures, error, log, status, folder, received }: Outcome,
  style: Style,
): string => {
  const parts = failures.map((failure) => failureText(failure, style));
  if (error !== undefined) parts.push(error);
  const hasStarted = received.length > 0;
  const tail =
    status === 'passed' ? '' : logTail(log, !hasStarted && error?.includes('did not start') === true);
  if (tail !== '') parts.push(`${style.dim("the Collector's log:")}\n${indent(tail, 2)}`);
  if (folder !== undefined) parts.push(style.dim(`kept: ${folder}`));
  return parts.join('\n');
};

const waitText = ({ id, path, beforeMillis, afterMillis }: Wait): string => {
  const text = (millis: number): string => durationText(BigInt(Math.round(millis * NANOS_PER_MILLI)));
  return `${id}: ${path.join('.')} is ${text(afterMillis)} here, not ${text(beforeMillis)}`;
};

export const shortenedText = ({ shortened }: Outcome): readonly string[] => shortened.map(waitText);

/** One case as a person reads it. */
export const outcomeText = (outcome: Outcome, style: Style): string => {
  const { status, testCase, durationMillis } = outcome;
  const mark = { passed: style.good('ok'), failed: style.bad('FAILED'), error: style.bad('ERROR') }[status];
  const details = detailsOf(outcome, style);
  const line = `  ${mark} ${testCase.name} ${style.dim(`(${seconds(durationMillis)})`)}\n`;
  return details === '' ? line : `${line}${indent(details, 6)}\n`;
};

export const summaryText = (outcomes: readonly Outcome[], millis: number): string => {
  const count = (status: Outcome['status']): number =>
    outcomes.filter((each) => each.status === status).length;
  const parts = [`${count('passed')} passed`];
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  if (count('error') > 0) parts.push(`${count('error')} could not run`);
  return `${parts.join(', ')} in ${seconds(millis)}\n`;
};
