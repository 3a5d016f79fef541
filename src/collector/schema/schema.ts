import type { OttlTable } from '../ottl/table.ts';

// What the components of one version of the Collector can be configured with. Made by collector/schema, a Go program
// that asks the components themselves.

type SchemaKind =
  | 'object'
  | 'map'
  | 'list'
  | 'string'
  /** A text that the Collector never prints. */
  | 'opaque'
  | 'bool'
  | 'integer'
  | 'number'
  | 'duration'
  /** `type` or `type/name` of a component. */
  | 'id'
  /** A text that the component parses. */
  | 'text'
  | 'any'
  | 'ref';

export interface Schema {
  readonly kind: SchemaKind;
  /** Of a ref: a name in `types`. */
  readonly ref?: string;
  readonly fields?: Readonly<Record<string, Schema>>;
  /** Keys of any other name are accepted too. */
  readonly remain?: Schema;
  /** Of an object: its form by the value of its key `type`; keys that the form does not have are left aside. */
  readonly variants?: Readonly<Record<string, Schema>>;
  /** What a map or list holds. */
  readonly items?: Schema;
  readonly unsigned?: boolean;
  /** A text that has them is kept as a number, and may be written as one. */
  readonly bits?: number;
  readonly nullable?: boolean;
  /** It is off where it is absent, and takes the key `enabled`. */
  readonly optional?: boolean;
  /** Code of the component reads it: other forms may be accepted. */
  readonly custom?: boolean;
  /** Code of the component judges it as a whole. */
  readonly validates?: boolean;
  /** Types that are laid into an object, whose code judges it too. */
  readonly parts?: readonly string[];
  readonly goType?: string;
  /** Of a component's type: where it is taken from, if that is another version of the Collector, or no version. */
  readonly from?: string;
}

export interface ComponentSchema {
  readonly type: string;
  /** A former name, which is accepted with a warning. */
  readonly deprecatedAlias?: string;
  /** By signal; of connectors `traces_to_metrics` and the like. */
  readonly stability: Readonly<Record<string, string>>;
  readonly module?: string;
  /** Where its schema is taken from, if that is another version of the Collector, or no version. */
  readonly from?: string;
  readonly config: Schema;
  /** Durations are in nanoseconds. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** By path: defaults of what is off until it is configured. */
  readonly latent?: Readonly<Record<string, unknown>>;
}

export const COMPONENT_KINDS = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

export interface CollectorSchema
  extends Readonly<Record<ComponentKind, Readonly<Record<string, ComponentSchema>>>> {
  /** The Collector's version. */
  readonly version: string;
  /** Parts that are off where they are absent take the key `enabled`, which they do since 0.138.0. */
  readonly takesEnabled?: boolean;
  /** `service.telemetry`. */
  readonly telemetry: ComponentSchema;
  readonly types: Readonly<Record<string, Schema>>;
  /** Names that components get in later versions, with those that they have in this one. */
  readonly later?: Readonly<
    Partial<
      Record<ComponentKind, Readonly<Record<string, { readonly name: string; readonly since: string }>>>
    >
  >;
  /** What statements of the OpenTelemetry Transformation Language may say. */
  readonly ottl?: OttlTable;
}

/** The component by its type or its former name. */
export const findComponent = (
  schema: CollectorSchema,
  kind: ComponentKind,
  type: string,
): ComponentSchema | undefined =>
  schema[kind][type] ?? Object.values(schema[kind]).find(({ deprecatedAlias }) => deprecatedAlias === type);

/** Follows references; what is nullable stays so. */
export const resolveSchema = (schema: Schema, { types, takesEnabled }: CollectorSchema): Schema => {
  if (schema.kind !== 'ref') return schema;
  const target = types[schema.ref ?? ''] ?? { kind: 'any' };
  return schema.optional && takesEnabled
    ? { ...target, fields: { enabled: { kind: 'bool' }, ...target.fields } }
    : target;
};
