import { type Document, isAlias, isMap, isScalar, isSeq, type Node as YamlNode } from 'yaml';
import { type Fault, parseYaml, START } from '../../core/yaml/parse.ts';

/** A value of somebody else's configuration: what is looked for is found, the rest is passed over. */
export interface Node {
  readonly value: unknown;
  get(key: string): Node | undefined;
  /** Of a list; a fault where it is none. */
  items(): readonly Node[];
  /** Of a map; a fault where it is none. */
  entries(): readonly (readonly [string, Node])[];
  /** A text, or a number as it is written; a fault where it is neither. */
  text(): string | undefined;
  texts(): readonly string[];
  fail(message: string): undefined;
}

/** The root of a document. Undefined where the text is no YAML or is empty, which is then among the faults. */
export const createNodes = (text: string, faults: Fault[]): Node | undefined => {
  const { document, faults: syntax, positionOf } = parseYaml(text);
  if (syntax.length > 0 || !document?.contents) {
    faults.push(...(syntax.length > 0 ? syntax : [{ ...START, message: 'is empty' }]));
    return undefined;
  }
  const create = (given: YamlNode, path: string): Node => {
    const node = isAlias(given) ? (given.resolve(document as Document) ?? given) : given;
    const fail = (message: string): undefined => {
      faults.push({ ...positionOf(given as never), message: path === '' ? message : `${path}: ${message}` });
    };
    const child = (value: unknown, name: string): Node => create(value as YamlNode, name);
    const texts = (): readonly string[] => self.items().flatMap((item) => item.text() ?? []);
    const self: Node = {
      value: isScalar(node) ? node.value : undefined,
      get: (key) => {
        if (!isMap(node)) return undefined;
        const value = node.get(key, true);
        if (value === undefined || (isScalar(value) && value.value === null)) return undefined;
        return child(value, path === '' ? key : `${path}.${key}`);
      },
      items: () =>
        isSeq(node)
          ? node.items.map((item, index) => child(item, `${path}[${index}]`))
          : (fail('expected a list') ?? []),
      entries: () =>
        isMap(node)
          ? node.items.map(({ key, value }) => {
              const name = isScalar(key) ? String(key.value) : '';
              return [name, child(value, `${path}.${name}`)] as const;
            })
          : (fail('expected a map') ?? []),
      text: () => {
        if (isScalar(node) && typeof node.value === 'string') return node.value;
        return isScalar(node) && node.value !== null
          ? (node.source ?? String(node.value))
          : fail('expected a text');
      },
      texts,
      fail,
    };
    return self;
  };
  return create(document.contents as YamlNode, '');
};
