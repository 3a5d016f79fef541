/** What a value of a file may be. The reader and a schema for editors are made from the same table. */
export type Shape =
  | {
      readonly kind: 'text';
      readonly doc: string;
      readonly pattern?: string;
      /** What is wrong may be a secret in a wrong place: messages do not show it. */
      readonly hidden?: boolean;
    }
  | { readonly kind: 'boolean'; readonly doc: string }
  | { readonly kind: 'number'; readonly doc: string; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly doc: string; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly doc: string; readonly item: Shape }
  /** A list, or its only item. It is read as a list. */
  | { readonly kind: 'one-or-more'; readonly doc: string; readonly item: Shape }
  /** Texts by names of the user's own. */
  | { readonly kind: 'texts'; readonly doc: string }
  /** Values of one shape by names of the user's own. */
  | { readonly kind: 'record'; readonly doc: string; readonly pattern: string; readonly item: Shape }
  /** A key that others would expect here, and why it is not: `doc` is the message. */
  | { readonly kind: 'refused'; readonly doc: string }
  | {
      readonly kind: 'map';
      readonly doc: string;
      readonly entries: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
    };
