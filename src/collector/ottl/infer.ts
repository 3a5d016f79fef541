import { listed } from './check-path.ts';
import type { Value } from './syntax.ts';
import type { OttlTable } from './table.ts';
import { mentionedIn } from './walk.ts';

/** The most specific first, as pkg/ottl has it. */
const PRIORITY = [
  'log',
  'exemplar',
  'datapoint',
  'metric',
  'spanevent',
  'span',
  'profile',
  'scope',
  'instrumentation_scope',
  'resource',
];

const rank = (context: string): number => {
  const index = PRIORITY.indexOf(context);
  return index < 0 ? PRIORITY.length : index;
};

export interface Candidates {
  readonly table: OttlTable;
  /** Contexts that the component has here. */
  readonly contexts: readonly string[];
  /** Names of functions of each. */
  functionsOf(context: string): readonly string[];
}

export type Inferred =
  | { readonly context: string }
  | { readonly problem: string; readonly offset?: number; readonly part?: number };

/** What a context lacks of what the statements use. */
const lackOf = (context: string, parts: readonly (readonly Value[])[], candidates: Candidates) => {
  const functions = new Set(candidates.functionsOf(context));
  const enums = candidates.table.contexts[context]?.enums ?? [];
  for (const [part, values] of parts.entries()) {
    const mentioned = mentionedIn(values);
    const call = mentioned.calls.find(({ name }) => !functions.has(name));
    if (call) return { problem: `has no function "${call.name}"`, offset: call.start, part };
    const symbol = mentioned.enums.find(({ text }) => !enums.includes(text));
    if (symbol) return { problem: `has no symbol ${symbol.text}`, offset: symbol.start, part };
  }
  return undefined;
};

/** In which context statements are run that do not say so: the most specific that their paths name. */
export const inferContext = (parts: readonly (readonly Value[])[], candidates: Candidates): Inferred => {
  const { contexts, table } = candidates;
  const example = contexts.map((context) => `${context}.`);
  const named = parts.flatMap((values, part) =>
    mentionedIn(values).paths.map((path) => ({ path, part, context: path.context ?? '' })),
  );
  // The first of the most specific; a path without context has no say unless it is the only kind.
  let best: (typeof named)[number] | undefined;
  for (const each of named)
    if (!best || best.context === '' || rank(each.context) < rank(best.context)) best = each;
  if (!best || best.context === '') {
    const what = best ? 'no path begins with one' : 'there is no path';
    return {
      problem: `the context is not clear: ${what}; expected paths that begin with ${listed(example)}`,
      ...(best && { offset: best.path.start, part: best.part }),
    };
  }
  const { context, path, part } = best;
  const place = { offset: path.start, part };
  const lack = contexts.includes(context) ? lackOf(context, parts, candidates) : undefined;
  if (contexts.includes(context) && !lack) return { context };
  if (!contexts.includes(context))
    return {
      problem: `"${context}" is not a context here; expected paths that begin with ${listed(example)}`,
      ...place,
    };
  const lower = contexts
    .filter((each) => each !== context && table.contexts[each]?.prefixes.includes(context))
    .toSorted((one, other) => rank(one) - rank(other))
    .find((each) => !lackOf(each, parts, candidates));
  if (lower) return { context: lower };
  return {
    problem: `the context is ${context}, which ${lack?.problem}`,
    offset: lack?.offset ?? place.offset,
    part: lack?.part ?? part,
  };
};
