import {
  type ConfigNode,
  type ConfigPath,
  isNothing,
  kindOf,
  pathText,
  type ScalarNode,
} from '../document/node.ts';
import type { Problem } from '../problem.ts';
import { checkValue } from './check-value.ts';
import { type OttlFault, SyntaxFault } from './fault.ts';
import { type Inferred, inferContext } from './infer.ts';
import { placeInScalar } from './locate.ts';
import { parseCondition, parseStatement, parseValueExpression } from './parse.ts';
import type { Prefix, Scope } from './scope.ts';
import type { Call, Value } from './syntax.ts';
import type { OttlTable } from './table.ts';
import { mentionedIn } from './walk.ts';

export type OttlKind = 'statement' | 'condition' | 'value';

/** One text of OTTL in a configuration. */
export interface OttlText {
  readonly node: ScalarNode;
  readonly text: string;
  /** Where the text begins in the value of the node: a list that is written as one string is split at its commas. */
  readonly base: number;
  readonly path: ConfigPath;
  readonly kind: OttlKind;
}

/** Where a text is to be checked. */
export interface OttlUse {
  readonly table: OttlTable;
  readonly context: string;
  /** The name of a set of functions in the table: `transform`, `condition`, `signal_to_metrics`. */
  readonly functions: string;
  readonly prefix: Prefix;
}

export const problemOf = (text: Pick<OttlText, 'node' | 'base' | 'path'>, fault: OttlFault): Problem => ({
  id: fault instanceof SyntaxFault ? 'ottl-syntax' : 'ottl',
  severity: fault.isWarning ? 'warning' : 'error',
  place: placeInScalar(text.node, text.base + fault.offset),
  path: text.path,
  message: `${pathText(text.path)}: ${fault.message}`,
});

export interface ParsedText {
  readonly text: OttlText;
  /** What is called and compared. */
  readonly values: readonly Value[];
  readonly editor?: Call;
}

const valuesOf = ({ text, kind }: OttlText): Omit<ParsedText, 'text'> => {
  if (kind === 'value') return { values: [parseValueExpression(text)] };
  if (kind === 'condition') return { values: parseCondition(text).operands };
  const { editor, where } = parseStatement(text);
  return { editor, values: [editor, ...(where?.operands ?? [])] };
};

/** Where the name of an editor stands where a function that gives a value belongs. */
const misplacedEditors = ({ values, editor }: Omit<ParsedText, 'text'>): readonly OttlFault[] =>
  mentionedIn(values)
    .calls.filter((call) => call.isEditor && call !== editor)
    .map(
      ({ name, start }) =>
        new SyntaxFault(start, `"${name}" gives no value: functions that do begin with an upper-case letter`),
    );

export const parseText = (text: OttlText, problems: Problem[]): ParsedText | undefined => {
  try {
    const parsed = valuesOf(text);
    const misplaced = misplacedEditors(parsed);
    problems.push(...misplaced.map((fault) => problemOf(text, fault)));
    return misplaced.length > 0 ? undefined : { text, ...parsed };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    problems.push(problemOf(text, error));
    return undefined;
  }
};

/** An old component cannot be asked which functions it has. */
const isOpen = ({ table, context, functions }: OttlUse): boolean => !table.sets[functions]?.[context];

const functionsOf = ({ table, context, functions }: OttlUse): readonly string[] =>
  table.sets[functions]?.[context] ?? Object.keys(table.functions);

/** Checks what a text says: its functions, their arguments, its paths and symbols. */
export const checkParsed = ({ text, values }: ParsedText, use: OttlUse, problems: Problem[]): void => {
  const { table, context, prefix } = use;
  const known = table.contexts[context];
  if (!known) return;
  const scope: Scope = {
    table,
    context,
    prefix,
    known,
    functions: functionsOf(use),
    isOpen: isOpen(use),
    faults: [],
    check: (value) => checkValue(value, scope),
  };
  for (const value of values) scope.check(value);
  problems.push(...scope.faults.map((fault) => problemOf(text, fault)));
};

/** Infers the context of texts that belong together. */
export const inferOf = (
  parsed: readonly ParsedText[],
  contexts: readonly string[],
  use: Pick<OttlUse, 'table' | 'functions'>,
): Inferred =>
  inferContext(
    parsed.map(({ values }) => values),
    {
      table: use.table,
      contexts,
      functionsOf: (context) => functionsOf({ ...use, context, prefix: 'required' }),
    },
  );

/** The texts of a list, or of a string that stands for one. */
export const textsOf = (
  node: ConfigNode | undefined,
  path: ConfigPath,
  kind: OttlKind,
): readonly OttlText[] => {
  if (node?.kind === 'list')
    // Nothing in a list of texts is an empty one.
    return node.items.flatMap(
      (item, index) =>
        textOf(isNothing(item) ? { ...(item as ScalarNode), value: '' } : item, [...path, index], kind) ?? [],
    );
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || node.value === '') return [];
  let base = 0;
  return node.value.split(',').map((text) => {
    const each = { node, text, base, path, kind };
    base += text.length + 1;
    return each;
  });
};

export const textOf = (
  node: ConfigNode | undefined,
  path: ConfigPath,
  kind: OttlKind,
): OttlText | undefined => {
  if (!node) return undefined;
  if (node.kind === 'scalar' && typeof node.value === 'string')
    return { node, text: node.value, base: 0, path, kind };
  // A variable that looks like a number, a list or a map is a text here.
  const isText = node.isReference || (node.kind === 'scalar' && node.isExpanded);
  if (!isText || node.text === undefined) return undefined;
  const whole = { kind: 'scalar', place: node.place, value: node.text, isExpanded: true } as const;
  return { node: whole, text: node.text, base: 0, path, kind };
};

/** Checks one text of a configuration in a context that is given. */
export const checkOttl = (
  node: ConfigNode,
  path: ConfigPath,
  kind: OttlKind,
  use: OttlUse,
): readonly Problem[] => {
  const problems: Problem[] = [];
  const text = textOf(node, path, kind);
  if (!text) {
    const message = `${pathText(path)}: ${kindOf(node)} is not accepted; expected a string`;
    return [{ id: 'type', severity: 'error', place: node.place, path, message }];
  }
  const parsed = parseText(text, problems);
  if (parsed) checkParsed(parsed, use, problems);
  return problems;
};
