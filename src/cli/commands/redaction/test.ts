import { Command, Option } from 'commander';
import { compileRule } from '../../../core/redaction/custom/compile-rule.ts';
import { effectivePolicy } from '../../../core/redaction/effective-policy.ts';
import {
  createRedactor,
  type RedactionAction,
  type RedactionPolicy,
  type Redactor,
  rules,
} from '../../../core/redaction/index.ts';
import { createTextRedactor, markOf } from '../../../core/redaction/text.ts';
import type { Io } from '../../io.ts';
import { readText } from '../../read-text.ts';
import { createStyle } from '../../style.ts';
import { type PolicyOptions, policyOf, withPolicyOptions } from './policy-options.ts';

const NOTES = `
Nothing leaves this machine. A text on the command line may stay in the shell's history: - reads standard input.

Examples:
  $ binnacle redaction test 'call +44 20 7946 0958 or mail jo@example.com'
  $ binnacle redaction test --as url 'https://shop.test/cb?code=1&page=2'
  $ binnacle redaction test --as sql --system mysql "select * from users where name = 'jo'"
  $ binnacle redaction test --as header --name x-api-key abc
  $ binnacle redaction test --as attribute --name user.email jo@example.com --preset gdpr
`;

const FORMS = ['text', 'url', 'sql', 'header', 'attribute'] as const;
type Form = (typeof FORMS)[number];

interface TestOptions extends PolicyOptions {
  readonly as: Form;
  readonly name: string;
  readonly system?: string;
  readonly json?: boolean;
}

interface RuleResult {
  readonly rule: string;
  /** What the policy does to it. */
  readonly action: RedactionAction;
  /** What it found, each as it stands in the text. */
  readonly found: readonly string[];
}

/** What each rule finds by itself; of several that find the same the policy applies one. */
const findByRule = (text: string, policy: RedactionPolicy): readonly RuleResult[] => {
  const { actions } = effectivePolicy(policy);
  return [...rules, ...(policy.custom ?? []).map(compileRule)].flatMap((rule) => {
    const found: string[] = [];
    const replace = (match: string): string => {
      found.push(match);
      return markOf(rule);
    };
    createTextRedactor([{ rule, replace }])(text);
    return found.length > 0 ? [{ rule: rule.id, action: actions[rule.id] ?? 'mask', found }] : [];
  });
};

const FORM: Readonly<Record<Form, (redactor: Redactor, text: string, options: TestOptions) => unknown>> = {
  text: (redactor, text) => redactor.text(text),
  url: (redactor, text) => redactor.url(text),
  sql: (redactor, text, { system }) => redactor.sql(text, system === undefined ? {} : { system }),
  header: (redactor, text, { name }) => redactor.header(name, text),
  attribute: (redactor, text, { name }) => {
    const clean: Readonly<Record<string, unknown>> = redactor.attributes({ [name]: text });
    return clean[name] ?? null;
  },
};

/** Of the longest, `truncate`. */
const ACTION_WIDTH = 8;

const shown = (result: unknown): string => (result === null ? '(removed with its key)' : String(result));

const printText = (result: unknown, byRule: readonly RuleResult[], text: string, io: Io): void => {
  const style = createStyle(io);
  io.stdout(`${result === text ? style.good('unchanged') : shown(result)}\n`);
  const width = Math.max(0, ...byRule.map(({ rule }) => rule.length));
  for (const { rule, action, found } of byRule)
    io.stdout(
      `  ${style.bold(rule.padEnd(width))}  ${action.padEnd(ACTION_WIDTH)}  ${found.map((each) => JSON.stringify(each)).join(', ')}\n`,
    );
};

const test = (given: string, options: TestOptions, io: Io): void => {
  const text = given === '-' ? readText('-', io).replace(/\r?\n$/, '') : given;
  const policy = policyOf(options, io);
  const redactor = createRedactor(policy);
  const result = FORM[options.as](redactor, text, options);
  const byRule = findByRule(text, policy);
  if (options.json)
    io.stdout(
      `${JSON.stringify({ input: text, output: result, changed: result !== text, rules: byRule })}\n`,
    );
  else printText(result, byRule, text, io);
};

/** `binnacle redaction test`: what a policy makes of a text, and which rules find something in it. */
export const createTestCommand = (io: Io): Command =>
  withPolicyOptions(
    new Command('test')
      .description('show what becomes of a text, and which rules find something in it')
      .argument('<text>', 'the text; - reads standard input'),
  )
    .addOption(new Option('--as <form>', 'what the text is').choices(FORMS).default('text'))
    .option('--name <name>', 'name of the header or attribute', 'value')
    .option('--system <name>', 'database of a statement, as in db.system.name')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((text: string, options: TestOptions) => test(text, options, io));
