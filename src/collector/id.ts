/** The parts of a component's id: https://pkg.go.dev/go.opentelemetry.io/collector/component#ID */
export interface ComponentId {
  readonly type: string;
  readonly name: string;
}

const TYPE = /^[a-zA-Z][0-9a-zA-Z_]{0,62}$/;
const NAME = /^[^\p{Z}\p{C}\p{S}]{1,1024}$/u;

/** Undefined where it is none. */
export const parseId = (text: string): ComponentId | undefined => {
  const slash = text.indexOf('/');
  const type = (slash < 0 ? text : text.slice(0, slash)).trim();
  const name = slash < 0 ? '' : text.slice(slash + 1).trim();
  if (!TYPE.test(type) || (slash >= 0 && !NAME.test(name))) return undefined;
  return { type, name };
};

/** Two ids are one where they differ in spaces around their parts alone. A text that is no id stays as it is. */
export const normalizeId = (text: string): string => {
  if (!/\s/.test(text)) return text;
  const id = parseId(text);
  if (!id) return text;
  return id.name === '' ? id.type : `${id.type}/${id.name}`;
};

export const isId = (text: string): boolean => parseId(text) !== undefined;
