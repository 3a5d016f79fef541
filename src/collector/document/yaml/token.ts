interface Placed {
  readonly start: number;
  readonly end: number;
}

/** A text of a token, and how it is written: only `plain` ones may be numbers, and the like. */
interface ScalarToken extends Placed {
  readonly kind: 'scalar';
  readonly text: string;
  readonly isPlain: boolean;
}

/** The name of an anchor or of an alias. */
export interface NameToken extends Placed {
  readonly kind: 'anchor' | 'alias';
  readonly text: string;
}

/** `!handle!suffix`; without a handle the suffix is all of the tag. */
export interface TagToken extends Placed {
  readonly kind: 'tag';
  readonly handle: string;
  readonly suffix: string;
}

/** `%TAG handle prefix` */
export interface TagDirectiveToken extends Placed {
  readonly kind: 'tag-directive';
  readonly handle: string;
  readonly prefix: string;
}

/** `%YAML 1.1` */
export interface VersionToken extends Placed {
  readonly kind: 'version';
  readonly version: string;
}

export type Indicator = '[' | ']' | '{' | '}' | ',' | '-' | 'key' | 'value' | '---' | '...';

/** What stands for itself; blocks begin and end by their indentation. */
export interface MarkToken extends Placed {
  readonly kind: Indicator | 'block-list' | 'block-map' | 'block-end' | 'end';
}

export type Token = ScalarToken | NameToken | TagToken | TagDirectiveToken | VersionToken | MarkToken;
