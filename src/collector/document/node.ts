import { at, type Position } from '../../core/yaml/parse.ts';

/** Where something is written. */
export interface Place extends Position {
  readonly file: string;
  /** Where it is written in the file that stands here as `${file:…}`; problems say it in their message. */
  readonly included?: Place;
}

interface Written {
  readonly place: Place;
}

interface Referenced {
  /** A variable, or a file, stands for all of it, and gives something else than a string. */
  readonly isReference?: boolean;
}

export interface MapNode extends Written, Referenced {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  /** Of a variable that it comes from. */
  readonly text?: string | undefined;
}

export interface Entry {
  readonly key: Place;
  readonly value: ConfigNode;
}

export interface ListNode extends Written, Referenced {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
  /** Of a variable that it comes from. */
  readonly text?: string | undefined;
}

export interface ScalarNode extends Written, Referenced {
  readonly kind: 'scalar';
  readonly value: string | number | bigint | boolean | null;
  /** As it is written, where it is not a string: the Collector takes it for one where one is expected of a variable. */
  readonly text?: string | undefined;
  /** A string as it stands in the file, with its quotes or its indentation: places within it come from there. */
  readonly written?: string | undefined;
  /** It comes from outside of the file: a variable, or a file that it names. */
  readonly isExpanded?: boolean;
}

/** A value of a configuration with the place where it is written, after files were merged and variables put in. */
export type ConfigNode = MapNode | ListNode | ScalarNode;

export type ConfigPath = readonly (string | number)[];

/** `service.pipelines.traces.exporters[0]`; a key with a dot or a space is quoted. */
export const pathText = (path: ConfigPath): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = /^[^\s.[\]"]+$/.test(part) ? part : JSON.stringify(part);
    return text === '' ? key : `${text}.${key}`;
  }, '');

export const placeText = ({ file, ...position }: Place, message: string): string =>
  at(file, position, message);

export const entryOf = (node: ConfigNode | undefined, key: string): Entry | undefined =>
  node?.kind === 'map' ? node.entries.get(key) : undefined;

export const valueAt = (node: ConfigNode | undefined, path: ConfigPath): ConfigNode | undefined => {
  let value = node;
  for (const part of path) {
    if (value?.kind === 'list' && typeof part === 'number') value = value.items[part];
    else value = entryOf(value, String(part))?.value;
  }
  return value;
};

/** Plain data, as the Collector would have it. */
export const toPlain = (node: ConfigNode): unknown => {
  if (node.kind === 'map') {
    const record: Record<string, unknown> = {};
    for (const [key, { value }] of node.entries)
      Object.defineProperty(record, key, {
        value: toPlain(value),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return record;
  }
  return node.kind === 'list' ? node.items.map(toPlain) : node.value;
};

/** Whether nothing is written, which the Collector takes for absent. */
export const isNothing = (node: ConfigNode): boolean => node.kind === 'scalar' && node.value === null;

/** What a value is, in the words of messages. */
export const kindOf = (node: ConfigNode): string => {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a map' : 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'string') return 'a string';
  return typeof node.value === 'boolean' ? 'true or false' : 'a number';
};
