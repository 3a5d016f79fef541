import type { Call, Name, Path, Value } from './syntax.ts';

type Part = Value | Name;

const partsOf = (part: Part): readonly Part[] => {
  switch (part.kind) {
    case 'call':
      return [...part.arguments.map(({ value }) => value), ...part.keys];
    case 'path':
      return part.fields.flatMap(({ keys }) => keys);
    case 'math':
      return part.operands;
    case 'list':
    case 'map':
      return part.items;
    default:
      return [];
  }
};

/** All parts of values, each before what is in it. */
function* walk(parts: readonly Part[]): Generator<Part> {
  for (const part of parts) {
    yield part;
    yield* walk(partsOf(part));
  }
}

export interface Mentioned {
  readonly paths: readonly Path[];
  readonly calls: readonly Call[];
  readonly enums: readonly Name[];
}

/** Everything that says in which context a statement can stand. */
export const mentionedIn = (parts: readonly Part[]): Mentioned => {
  const paths: Path[] = [];
  const calls: Call[] = [];
  const enums: Name[] = [];
  for (const part of walk(parts))
    if (part.kind === 'path') paths.push(part);
    else if (part.kind === 'call') calls.push(part);
    else if (part.kind === 'enum') enums.push(part);
  return { paths, calls, enums };
};
