import type { Node } from 'yaml';
import { type Fault, type Position, parseYaml, START } from '../../core/yaml/parse.ts';
import { readValue } from '../../core/yaml/read-value.ts';
import { checkRouting } from './check-routing.ts';
import type { Routing } from './routing.ts';
import { routingShape } from './routing-shape.ts';
import { soundRouting } from './sound-routing.ts';

export interface ParsedRouting {
  /** Undefined where the file cannot be used. */
  readonly routing: Routing | undefined;
  readonly faults: readonly Fault[];
}

const shownPath = (path: readonly (string | number)[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);

/**
 * Reads a file routing.yaml. Strict: what is not known, missing or wrong is a fault, every one is told with its place, and
 * a file with a fault is not used at all.
 */
export const parseRouting = (text: string): ParsedRouting => {
  const { document, faults: syntaxFaults, positionOf } = parseYaml(text);
  if (syntaxFaults.length > 0) return { routing: undefined, faults: syntaxFaults };
  if (!document?.contents)
    return {
      routing: undefined,
      faults: [{ ...START, message: 'is empty; expected at least teams and receivers' }],
    };
  const faults: Fault[] = [];
  const read = readValue(document.contents as Node, routingShape, '', { positionOf, faults });
  const sorted = (): Fault[] => faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const routing = faults.length === 0 ? (read as Routing) : soundRouting(document, positionOf);
  if (!routing) return { routing: undefined, faults: sorted() };
  /** The nearest place that is in the file; the index of an only item leads to the item itself. */
  const placeOf = (path: readonly (string | number)[]): Position => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node) return positionOf(node as never);
    }
    return START;
  };
  for (const { path, message } of checkRouting(routing))
    faults.push({ ...placeOf(path), message: path.length > 0 ? `${shownPath(path)}: ${message}` : message });
  return { routing: faults.length > 0 ? undefined : routing, faults: sorted() };
};
