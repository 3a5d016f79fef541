// What operators of log receivers ask of their configuration when a pipeline is built:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/pkg/stanza/operator

import { parseGoRegexp, regexpFault } from '../../../core/go/regexp.ts';
import { faultOfExpr } from '../../expr/fault-of-expr.ts';
import { locationFault } from '../../go/time-layout.ts';
import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';
import { checkEncoding } from './receiver.ts';
import { checkSeverity } from './severity.ts';
import { checkTime } from './time.ts';

type Check = (operator: View) => Iterable<Finding>;

/** An expression that has to give true or false. */
function* checkCondition(operator: View, ...at: readonly (string | number)[]): Iterable<Finding> {
  const fault = faultOfExpr(operator.at(...at).text(), true);
  if (fault) yield { at, message: fault.message, offset: fault.offset };
}

const isMissing = (operator: View, key: string): boolean => operator.text(key) === '';

/** A field that is written as a map is an empty one. */
const isNoField = (operator: View, key: string): boolean =>
  isMissing(operator, key) || operator.at(key).node?.kind === 'map';

const needing =
  (...keys: readonly string[]): Check =>
  (operator) =>
    keys.filter((key) => isNoField(operator, key)).map((key) => operator.fault(`lacks ${key}`));

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
  if (!['', 'ansi_control_sequences'].includes(operator.text('regex_name')))
    yield operator.fault('expected ansi_control_sequences', 'regex_name');
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
  if (isNoField(operator, 'combine_field')) yield operator.fault('lacks combine_field');
  const { node } = operator.at('force_flush_period');
  if (node && operator.number('force_flush_period') <= 0)
    yield operator.fault('expected more than 0: the Collector panics at it', 'force_flush_period');
  if (!['', 'newest', 'oldest'].includes(operator.text('overwrite_with')))
    yield operator.fault('expected newest or oldest', 'overwrite_with');
}

/** A value may be an expression: `EXPR(body.a)`. */
function* checkAdd(operator: View): Iterable<Finding> {
  const [, before = '', text] = /^(EXPR\()([\s\S]*)\)$/.exec(operator.text('value')) ?? [];
  const fault = text === undefined ? undefined : faultOfExpr(text);
  if (fault) yield { at: ['value'], message: fault.message, offset: before.length + fault.offset };
}

function* checkCsv(operator: View): Iterable<Finding> {
  const delimiter = operator.text('delimiter') || ',';
  const between = operator.text('header_delimiter') || delimiter;
  const header = operator.text('header');
  if (operator.flag('ignore_quotes') && operator.flag('lazy_quotes'))
    yield operator.fault('stands beside lazy_quotes; expected one of them', 'ignore_quotes');
  if ([...delimiter].length !== 1) yield operator.fault('expected one character', 'delimiter');
  if ([...between].length !== 1) yield operator.fault('expected one character', 'header_delimiter');
  if ((header === '') === isMissing(operator, 'header_attribute'))
    yield operator.fault('expected one of header, header_attribute');
  if (header !== '' && !header.includes(between))
    yield operator.fault(`names one column alone; expected "${between}" between columns`, 'header');
}

function* checkKeyValue(operator: View): Iterable<Finding> {
  const delimiter = operator.at('delimiter').node ? operator.text('delimiter') : '=';
  if (delimiter === '') yield operator.fault('is empty', 'delimiter');
  else if (delimiter === (operator.text('pair_delimiter') || ' '))
    yield operator.fault('is the same as pair_delimiter', 'delimiter');
}

function* checkContainer(operator: View): Iterable<Finding> {
  if (!['', 'docker', 'crio', 'containerd'].includes(operator.text('format')))
    yield operator.fault('expected docker, crio or containerd', 'format');
}

/** Also the receiver `syslog`, whose keys are those of the parser. */
export function* checkSyslog(operator: View): Iterable<Finding> {
  const protocol = operator.text('protocol').toLowerCase();
  const trailer = operator.text('non_transparent_framing_trailer');
  const isFramed = operator.has('non_transparent_framing_trailer');
  const isCounted = operator.flag('enable_octet_counting');
  if (!['rfc5424', 'rfc3164', 'none'].includes(protocol))
    yield operator.fault('expected rfc5424, rfc3164 or none', 'protocol');
  else if (isFramed && protocol !== 'rfc5424')
    yield operator.fault('needs protocol: rfc5424', 'non_transparent_framing_trailer');
  else if (isCounted && protocol === 'rfc3164')
    yield operator.fault('needs protocol: rfc5424', 'enable_octet_counting');
  else if (isFramed && isCounted)
    yield operator.fault(
      'stands beside enable_octet_counting; expected one of them',
      'non_transparent_framing_trailer',
    );
  else if (isFramed && !['LF', 'NUL'].includes(trailer))
    yield operator.fault('expected LF or NUL', 'non_transparent_framing_trailer');
  const fault = locationFault(operator.text('location'));
  if (fault) yield operator.fault(fault, 'location');
}

function* checkRetain(operator: View): Iterable<Finding> {
  const fields = operator.items('fields');
  if (fields.length === 0) yield operator.fault('is empty; expected fields', 'fields');
  for (const [index, { node }] of fields.entries())
    if (node?.kind === 'map' || (node?.kind === 'scalar' && node.value === null))
      yield operator.fault('is no field, at which the Collector panics', 'fields', index);
}

function* checkAssignKeys(operator: View): Iterable<Finding> {
  if (operator.items('keys').length === 0) yield operator.fault('is empty; expected keys', 'keys');
  if (isNoField(operator, 'field')) yield operator.fault('lacks field');
}

/** What parsers of all types may have. */
function* checkParser(operator: View): Iterable<Finding> {
  for (const [key, check] of [
    ['timestamp', checkTime],
    ['severity', checkSeverity],
  ] as const) {
    const inner = operator.at(key);
    if (inner.node?.kind === 'map')
      for (const finding of check(inner)) yield { ...finding, at: [key, ...finding.at] };
  }
  if (operator.text('parse_to') === 'body' && !isMissing(operator, 'body'))
    yield operator.fault('cannot be the body where body is set too', 'parse_to');
}

const CHECKS: Readonly<Record<string, Check>> = {
  add: checkAdd,
  assign_keys: checkAssignKeys,
  container: checkContainer,
  copy: needing('from', 'to'),
  csv_parser: checkCsv,
  file_output: needing('path'),
  filter: checkFilter,
  flatten: needing('field'),
  key_value_parser: checkKeyValue,
  move: needing('from', 'to'),
  recombine: checkRecombine,
  regex_parser: checkRegexParser,
  regex_replace: checkRegexReplace,
  remove: needing('field'),
  retain: checkRetain,
  router: checkRouter,
  severity_parser: checkSeverity,
  syslog_parser: checkSyslog,
  tcp_input: checkEncoding,
  time_parser: checkTime,
  udp_input: checkEncoding,
};

/** They have neither a condition nor a way with errors. */
const BARE = /^(?:router|stdout)$|_(?:input|output)$/;
const PARSER = /^container$|_parser$/;
const LONE_PARSERS = ['scope_name_parser', 'severity_parser', 'time_parser', 'trace_parser'];

export const ON_ERROR = ['send', 'send_quiet', 'drop', 'drop_quiet'];

export function* checkOperator(operator: View): Iterable<Finding> {
  const type = operator.text('type');
  if (!BARE.test(type)) {
    if (!isMissing(operator, 'if')) yield* checkCondition(operator, 'if');
    if (operator.at('on_error').node && !ON_ERROR.includes(operator.text('on_error')))
      yield operator.fault(`expected one of ${ON_ERROR.join(', ')}`, 'on_error');
  }
  if (PARSER.test(type) && !LONE_PARSERS.includes(type)) yield* checkParser(operator);
  if (Object.hasOwn(CHECKS, type)) yield* (CHECKS[type] as Check)(operator);
}
