import type { ConfigNode, MapNode } from '../../document/node.ts';

/** Written with a point or an exponent: `1.0` is no integer. */
const DOUBLE = /[.eE]|nan|inf/i;

/** OTLP's JSON form of a number. */
export const numberValue = (value: number | bigint, text = ''): object =>
  typeof value === 'bigint' || (Number.isInteger(value) && !(DOUBLE.test(text) && !/^0x/i.test(text)))
    ? { intValue: String(value) }
    : { doubleValue: value };

/** https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export const anyValue = (node: ConfigNode): object => {
  if (node.kind === 'list') return { arrayValue: { values: node.items.map(anyValue) } };
  if (node.kind === 'map') return { kvlistValue: { values: keyValues(node) } };
  const { value, text } = node;
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : numberValue(value, text);
};

export const keyValues = (node: ConfigNode | undefined): readonly { key: string; value: object }[] =>
  node?.kind === 'map'
    ? [...(node satisfies MapNode).entries].map(([key, { value }]) => ({ key, value: anyValue(value) }))
    : [];
