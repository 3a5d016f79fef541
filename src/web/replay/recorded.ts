/** Events of rrweb, as far as they are looked into. https://github.com/rrweb-io/rrweb/blob/main/packages/types/src/index.ts */

export const NODE_ELEMENT = 2;
export const NODE_TEXT = 3;

/** A serialized node. */
export interface RecordedNode {
  readonly type: number;
  readonly id: number;
  textContent?: string;
  attributes?: Record<string, unknown>;
  readonly childNodes?: readonly RecordedNode[];
}

export const EVENT_SNAPSHOT = 2;
export const EVENT_CHANGE = 3;
export const EVENT_META = 4;

/** Sources of changes that hold texts; the other known ones are numbers only. */
export const SOURCE_MUTATION = 0;
export const SOURCE_INPUT = 5;
export const SOURCE_STYLE_RULE = 8;
export const SOURCE_STYLE_DECLARATION = 13;
export const SOURCE_ADOPTED_STYLES = 15;

/** Moves, clicks, scrolls, sizes, touches, media, drags and selections. */
export const SOURCES_OF_NUMBERS: readonly number[] = [1, 2, 3, 4, 6, 7, 12, 14];

interface Rule {
  rule?: string;
}

export interface ChangeData {
  readonly source: number;
  readonly id?: number;
  readonly texts?: { readonly id: number; value: string | null }[];
  readonly attributes?: { readonly id: number; readonly attributes: Record<string, unknown> }[];
  readonly removes?: readonly unknown[];
  adds?: readonly (Rule & { readonly node?: RecordedNode })[];
  text?: string;
  isChecked?: boolean;
  replace?: string;
  replaceSync?: string;
  readonly set?: { value: string | null };
  readonly styles?: readonly { readonly rules: readonly Rule[] }[];
}

export type RecordedEvent = { readonly timestamp: number } & (
  | { readonly type: typeof EVENT_SNAPSHOT; readonly data: { readonly node: RecordedNode } }
  | { readonly type: typeof EVENT_CHANGE; readonly data: ChangeData }
  | { readonly type: typeof EVENT_META; readonly data: { href: string } }
);
