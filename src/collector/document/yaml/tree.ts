interface Placed {
  /** Offsets into the text; without tag and anchor. */
  readonly start: number;
  readonly end: number;
}

export interface YamlScalar extends Placed {
  readonly kind: 'scalar';
  readonly text: string;
  /** Without quotes, and no block: what may be something else than a text. */
  readonly isPlain: boolean;
  /** In its short form, such as `!!str`. */
  readonly tag: string | undefined;
}

export interface YamlMap extends Placed {
  readonly kind: 'map';
  readonly items: { readonly key: YamlNode; readonly value: YamlNode }[];
}

export interface YamlList extends Placed {
  readonly kind: 'list';
  readonly items: YamlNode[];
}

export interface YamlAlias extends Placed {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: YamlNode;
}

/** What is written, before aliases are followed. */
export type YamlNode = YamlScalar | YamlMap | YamlList | YamlAlias;
