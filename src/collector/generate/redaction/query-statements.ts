import { GRAPHQL_REPLACEMENTS } from './graphql-statements.ts';
import { allOf, quote } from './ottl.ts';
import { STATEMENT_KINDS, type StatementKind } from './statement-patterns.ts';

// What the sanitizer of the redaction processor does not know: it goes by db.system.name, has neither SQL Server nor
// Oracle nor Elasticsearch, takes double quotes in MySQL for names, leaves alone what it cannot read, and looks into
// spans alone.

export const STATEMENT_KEYS = ['db.query.text', 'db.statement'];

const replacementsOf = ({ name, replacements }: StatementKind) =>
  name === 'graphql' ? GRAPHQL_REPLACEMENTS : replacements;

/** What is left of literals in statements. */
export const queryStatements = (attributes: string, cache: string): string[] => {
  const system = `${cache}["system"]`;
  const isThere = STATEMENT_KEYS.map((key) => `${attributes}["${key}"] != nil`).join(' or ');
  const readSystem = `set(${system}, ToLowerCase(Concat([${attributes}["db.system.name"], ${attributes}["db.system"]], " "))) where ${isThere}`;
  return [readSystem, ...STATEMENT_KEYS.flatMap((key) => ofKey(`${attributes}["${key}"]`, cache, key))];
};

const ofKey = (path: string, cache: string, key: string): readonly string[] => {
  const kind = `${cache}["${key}"]`;
  const system = `${cache}["system"]`;
  const isOf = (name: string): string => `${kind} == "${name}"`;
  const replace = (pattern: string, replacement: string, condition: string): string =>
    `replace_pattern(${path}, ${quote(pattern)}, ${quote(replacement)}) where ${condition}`;
  const tell = STATEMENT_KINDS.map(({ name, systems, form }) => {
    const condition = allOf(
      `${path} != nil`,
      `${kind} == nil`,
      systems === undefined ? '' : `IsMatch(${system}, ${quote(systems)})`,
      form === undefined ? '' : `IsMatch(${path}, ${quote(form)})`,
    );
    return `set(${kind}, "${name}") where ${condition}`;
  });
  const clean = [...new Map(STATEMENT_KINDS.map((each) => [each.name, each])).values()].flatMap((each) => [
    ...(each.ambiguous ?? []).map(([pattern, sign]) =>
      replace(pattern, '?', `${isOf(each.name)} and IsMatch(${path}, ${quote(sign)})`),
    ),
    ...replacementsOf(each).map(([pattern, replacement]) => replace(pattern, replacement, isOf(each.name))),
  ]);
  return [...tell, ...clean];
};
