import type { ConfigNode, Entry, Place } from '../../document/node.ts';

const HERE: Place = { file: '', line: 1, column: 1 };

/** A value as a node, for what is put into a configuration. */
export const nodeOf = (value: unknown): ConfigNode => {
  if (Array.isArray(value)) return { kind: 'list', place: HERE, items: value.map(nodeOf) };
  if (typeof value === 'object' && value !== null)
    return {
      kind: 'map',
      place: HERE,
      entries: new Map(
        Object.entries(value).map(([key, own]): [string, Entry] => [key, { key: HERE, value: nodeOf(own) }]),
      ),
    };
  return { kind: 'scalar', place: HERE, value: value as string | number | boolean | null };
};

/** A map with one more key, or another value for it. */
export const withKey = (node: ConfigNode | undefined, key: string, value: ConfigNode): ConfigNode => {
  const entries = new Map(node?.kind === 'map' ? node.entries : []);
  return { kind: 'map', place: HERE, entries: entries.set(key, { key: HERE, value }) };
};

/** The same, at a path of keys. */
export const withValue = (
  node: ConfigNode | undefined,
  path: readonly string[],
  value: ConfigNode,
): ConfigNode => {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const inner = node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return withKey(node, key, withValue(inner, rest, value));
};

const quote = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const PLAIN = /^[A-Za-z_][\w./-]*$/;
const NO_STRING = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf|\.inf|\.nan)$/i;

const keyText = (key: string): string => (PLAIN.test(key) && !NO_STRING.test(key) ? key : quote(key));

const scalarText = (node: ConfigNode & { readonly kind: 'scalar' }): string => {
  if (typeof node.value === 'string') return quote(node.value);
  // As it is written: 0755 and 1_000 mean in the Collector what they do not mean everywhere.
  return node.text ?? String(node.value);
};

const write = (node: ConfigNode, indent: string): string => {
  if (node.kind === 'scalar') return ` ${scalarText(node)}\n`;
  if (node.kind === 'list') {
    if (node.items.length === 0) return ' []\n';
    return `\n${node.items.map((item) => `${indent}-${write(item, `${indent}  `)}`).join('')}`;
  }
  if (node.entries.size === 0) return ' {}\n';
  return `\n${[...node.entries].map(([key, { value }]) => `${indent}${keyText(key)}:${write(value, `${indent}  `)}`).join('')}`;
};

/** A configuration as YAML that the Collector reads. */
export const writeYaml = (node: ConfigNode): string => write(node, '').replace(/^\s/, '');
