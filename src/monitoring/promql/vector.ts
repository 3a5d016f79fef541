/** An instant vector: its query and the labels that its series have. */
export interface Vector<Label extends string = string> {
  readonly promql: string;
  readonly labels: readonly Label[];
}

/** A label's value: a text that it equals, a pattern that it matches as a whole, or one that it does not. */
export type LabelValue = string | { readonly pattern: string } | { readonly notPattern: string };

export type Matchers<Label extends string> = { readonly [name in Label]?: LabelValue };
