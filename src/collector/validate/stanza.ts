// What operators of log receivers ask of their configuration when a pipeline is built:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/pkg/stanza/operator

import { parseGoRegexp, regexpFault } from '../../core/go/regexp.ts';
import { faultOfExpr } from '../expr/fault-of-expr.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

type Check = (operator: View) => Iterable<Finding>;

/** An expression that has to give true or false. */
function* checkCondition(operator: View, ...at: readonly (string | number)[]): Iterable<Finding> {
  const fault = faultOfExpr(operator.at(...at).text(), true);
  if (fault) yield { at, message: fault.message, offset: fault.offset };
}

const isMissing = (operator: View, key: string): boolean => operator.text(key) === '';

const needing =
  (...keys: readonly string[]): Check =>
  (operator) =>
    keys.filter((key) => isMissing(operator, key)).map((key) => operator.fault(`lacks ${key}`));

function* checkRegexParser(operator: View): Iterable<Finding> {
  const pattern = operator.text('regex');
  const fault = pattern === '' ? 'is missing' : regexpFault(pattern);
  if (fault) yield operator.fault(fault, 'regex');
  else if (parseGoRegexp(pattern).groups.every((name) => name === ''))
    yield operator.fault('has no group with a name, such as (?P<message>.*)', 'regex');
}

function* checkRegexReplace(operator: View): Iterable<Finding> {
  if (isMissing(operator, 'regex') === isMissing(operator, 'regex_name'))
    yield operator.fault('expected regex or regex_name');
  const fault = regexpFault(operator.text('regex'));
  if (fault) yield operator.fault(fault, 'regex');
}

function* checkFilter(operator: View): Iterable<Finding> {
  yield* checkCondition(operator, 'expr');
  const ratio = operator.number('drop_ratio');
  if (ratio < 0 || ratio > 1) yield operator.fault('expected a number from 0 to 1', 'drop_ratio');
}

function* checkRouter(operator: View): Iterable<Finding> {
  for (const index of operator.items('routes').keys())
    yield* checkCondition(operator, 'routes', index, 'expr');
}

function* checkRecombine(operator: View): Iterable<Finding> {
  const given = ['is_first_entry', 'is_last_entry'].filter((key) => !isMissing(operator, key));
  if (given.length !== 1) yield operator.fault('expected one of is_first_entry, is_last_entry');
  else yield* checkCondition(operator, given[0] as string);
  if (isMissing(operator, 'combine_field')) yield operator.fault('lacks combine_field');
  if (!['', 'newest', 'oldest'].includes(operator.text('overwrite_with')))
    yield operator.fault('expected newest or oldest', 'overwrite_with');
}

/** A value may be an expression: `EXPR(body.a)`. */
function* checkAdd(operator: View): Iterable<Finding> {
  const [, before = '', text] = /^(EXPR\()([\s\S]*)\)$/.exec(operator.text('value')) ?? [];
  const fault = text === undefined ? undefined : faultOfExpr(text);
  if (fault) yield { at: ['value'], message: fault.message, offset: before.length + fault.offset };
}

const LAYOUTS = ['s', 'ms', 'us', 'ns', 's.ms', 's.us', 's.ns'];

/** How a time is read: the operator `time_parser`, and the key `timestamp` of others. */
function* checkTime(time: View): Iterable<Finding> {
  const type = time.at('layout_type').node ? time.text('layout_type') : 'strptime';
  const layout = time.text('layout');
  if (isMissing(time, 'parse_from')) yield time.fault('lacks parse_from');
  if (!['strptime', 'gotime', 'epoch', 'native'].includes(type))
    yield time.fault('expected strptime, gotime or epoch', 'layout_type');
  else if (layout === '' && type !== 'native') yield time.fault('lacks layout');
  else if (type === 'epoch' && !LAYOUTS.includes(layout))
    yield time.fault(`expected one of ${LAYOUTS.join(', ')}`, 'layout');
}

const CHECKS: Readonly<Record<string, Check>> = {
  add: checkAdd,
  filter: checkFilter,
  move: needing('from', 'to'),
  recombine: checkRecombine,
  regex_parser: checkRegexParser,
  regex_replace: checkRegexReplace,
  remove: needing('field'),
  router: checkRouter,
  time_parser: checkTime,
};

const ON_ERROR = ['send', 'send_quiet', 'drop', 'drop_quiet'];

export function* checkOperator(operator: View): Iterable<Finding> {
  const type = operator.text('type');
  if (type !== 'router' && !isMissing(operator, 'if')) yield* checkCondition(operator, 'if');
  if (operator.at('on_error').node && !ON_ERROR.includes(operator.text('on_error')))
    yield operator.fault(`expected one of ${ON_ERROR.join(', ')}`, 'on_error');
  const time = operator.at('timestamp');
  if (time.node?.kind === 'map')
    for (const finding of checkTime(time)) yield { ...finding, at: ['timestamp', ...finding.at] };
  if (Object.hasOwn(CHECKS, type)) yield* (CHECKS[type] as Check)(operator);
}
