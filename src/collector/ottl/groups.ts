// Statements and conditions whose context is inferred, alone or in groups: transform, and the newer keys of filter.
import { type ConfigNode, type ConfigPath, entryOf, type Place, pathText } from '../document/node.ts';
import type { Problem } from '../problem.ts';
import { checkParsed, inferOf, type ParsedText, parseText, problemOf, textsOf } from './check.ts';
import type { Inferred } from './infer.ts';
import type { OttlTable } from './table.ts';

export interface Groups {
  readonly table: OttlTable;
  readonly component: 'transform' | 'filter';
  /** Contexts that there are for the signal. */
  readonly contexts: readonly string[];
}

interface Group {
  /** Where what is wrong with the whole stands. */
  readonly place: Place;
  readonly path: ConfigPath;
  readonly context?: string;
  readonly statements: readonly ParsedText[];
  readonly conditions: readonly ParsedText[];
  /** A text could not be read, so the context cannot be inferred. */
  readonly isBroken: boolean;
}

const readGroup = (node: ConfigNode, path: ConfigPath, groups: Groups, problems: Problem[]): Group => {
  const read = (key: 'statements' | 'conditions', kind: 'statement' | 'condition') => {
    const texts =
      node.kind === 'map'
        ? textsOf(entryOf(node, key)?.value, [...path, key], kind)
        : key === `${groups.component === 'transform' ? 'statement' : 'condition'}s`
          ? textsOf(node, path, kind)
          : [];
    const parsed = texts.map((text) => parseText(text, problems));
    return { parsed: parsed.filter((each) => each !== undefined), isBroken: parsed.includes(undefined) };
  };
  const statements = read('statements', 'statement');
  const conditions = read('conditions', 'condition');
  const context = entryOf(node, 'context')?.value;
  const isGiven = context?.kind === 'scalar' && typeof context.value === 'string' && context.value !== '';
  return {
    place: (isGiven ? context : node).place,
    path,
    ...(isGiven && { context: String(context.value).toLowerCase() }),
    statements: statements.parsed,
    conditions: conditions.parsed,
    isBroken: statements.isBroken || conditions.isBroken,
  };
};

const reportInferred = (
  inferred: Inferred,
  parts: readonly ParsedText[],
  group: Group,
  problems: Problem[],
): void => {
  if ('context' in inferred) return;
  const { problem, offset, part } = inferred;
  const text = part === undefined ? parts[0]?.text : parts[part]?.text;
  if (text) problems.push(problemOf(text, { offset: offset ?? 0, message: problem }));
  else
    problems.push({
      id: 'ottl',
      severity: 'error',
      place: group.place,
      path: group.path,
      message: `${pathText(group.path)}: ${problem}`,
    });
};

const checkInferred = (parts: readonly ParsedText[], group: Group, groups: Groups, problems: Problem[]) => {
  const { table, component, contexts } = groups;
  const functions = component === 'transform' ? 'transform' : 'condition';
  const inferred = inferOf(parts, contexts, { table, functions });
  reportInferred(inferred, parts, group, problems);
  if (!('context' in inferred)) return;
  const { context } = inferred;
  for (const part of parts)
    checkParsed(
      part,
      { table, context, prefix: 'required', functions: part.editor ? functions : 'condition' },
      problems,
    );
};

const checkGroup = (group: Group, groups: Groups, problems: Problem[]): void => {
  const { table, component, contexts } = groups;
  const { context, statements, conditions } = group;
  if (context !== undefined && !contexts.includes(context)) {
    // One that is known nowhere is not accepted as a value in the first place.
    if (!Object.hasOwn(table.contexts, context)) return;
    const message = `${pathText(group.path)}: context "${context}" is not accepted here; expected one of ${contexts.join(', ')}`;
    problems.push({ id: 'ottl', severity: 'error', place: group.place, path: group.path, message });
  } else if (context !== undefined) {
    for (const part of statements)
      checkParsed(part, { table, context, prefix: 'optional', functions: 'transform' }, problems);
    const prefix = component === 'transform' ? 'bare' : 'optional';
    for (const part of conditions)
      checkParsed(part, { table, context, prefix, functions: 'condition' }, problems);
  } else if (component === 'filter') {
    // Each condition has a context of its own.
    for (const part of conditions) checkInferred([part], group, groups, problems);
  } else if (!group.isBroken) checkInferred([...statements, ...conditions], group, groups, problems);
};

/** Checks a list of texts, or of groups `{context, conditions, statements}`. */
export const checkGroups = (node: ConfigNode, path: ConfigPath, groups: Groups): readonly Problem[] => {
  const problems: Problem[] = [];
  if (node.kind !== 'list') return problems;
  const hasTexts = node.items.some((item) => item.kind === 'scalar');
  if (hasTexts) checkGroup(readGroup(node, path, groups, problems), groups, problems);
  for (const [index, item] of node.items.entries())
    if (item.kind === 'map')
      checkGroup(readGroup(item, [...path, index], groups, problems), groups, problems);
  return problems;
};
