import type { AttributeKind } from './attribute-kind.ts';
import type { KeyDecision } from './key-decision.ts';
import { MAX_KEY_LENGTH } from './key-terms.ts';
import type { RedactionAction } from './policy.ts';
import type { TextRedactor } from './text.ts';

/** All that is known of a key at its place: below which other keys it stands counts, as in `user: { name }`. */
export interface KeyNode {
  /** From the outermost key on, with dots between them; the end of it where it is long. */
  readonly path: string;
  /** The key as it may be written; other than the key where that is personal itself. */
  readonly key: string;
  /** What is done to the value because of the key; undefined where the value decides. */
  readonly action: RedactionAction | undefined;
  readonly kind: AttributeKind;
  readonly children: Map<string, KeyNode>;
  /** The last value in which nothing was found: most keys have the same one again and again. */
  clean: string | undefined;
}

interface KeyMemoryParts {
  readonly decide: KeyDecision;
  readonly kindOf: (key: string) => AttributeKind;
  readonly text: TextRedactor;
}

export interface KeyMemory {
  /** Where a record or a body begins. */
  readonly root: KeyNode;
  child(parent: KeyNode, key: string): KeyNode;
  header(name: string): KeyNode;
}

/** Keys come from code, so there are few different ones; those of data do not fill the memory of a process. */
const MAX_NODES = 4_000;

export const createKeyMemory = ({ decide, kindOf, text }: KeyMemoryParts): KeyMemory => {
  let nodes = 0;
  const root: KeyNode = {
    path: '',
    key: '',
    action: undefined,
    kind: 'text',
    children: new Map(),
    clean: undefined,
  };
  const headers = new Map<string, KeyNode>();

  const create = (path: string, key: string): KeyNode => {
    const byPath = kindOf(path);
    return {
      path,
      key: text(key),
      action: decide(path),
      kind: byPath === 'text' ? kindOf(key) : byPath,
      children: new Map(),
      clean: undefined,
    };
  };
  const remember = (memory: Map<string, KeyNode>, key: string, node: KeyNode): KeyNode => {
    if (nodes >= MAX_NODES || key.length > MAX_KEY_LENGTH) return node;
    nodes++;
    memory.set(key, node);
    return node;
  };

  return {
    root,
    child: (parent, key) => {
      const known = parent.children.get(key);
      if (known) return known;
      const path = parent === root ? key : `${parent.path}.${key}`.slice(-MAX_KEY_LENGTH);
      return remember(parent.children, key, create(path, key));
    },
    header: (name) =>
      headers.get(name) ?? remember(headers, name, create(`http.request.header.${name.toLowerCase()}`, name)),
  };
};
