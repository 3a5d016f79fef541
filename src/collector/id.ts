/** The parts of a component's id: https://pkg.go.dev/go.opentelemetry.io/collector/component#ID */
export interface ComponentId {
  readonly type: string;
  readonly name: string;
}

const TYPE = /^[a-zA-Z][0-9a-zA-Z_]{0,62}$/;
const NAME = /^[^\p{Z}\p{Cc}\p{C}]{1,1024}$/u;

/** Undefined where it is none. */
export const parseId = (text: string): ComponentId | undefined => {
  const slash = text.indexOf('/');
  const type = (slash < 0 ? text : text.slice(0, slash)).trim();
  const name = slash < 0 ? '' : text.slice(slash + 1).trim();
  if (!TYPE.test(type) || (slash >= 0 && !NAME.test(name))) return undefined;
  return { type, name };
};

export const isId = (text: string): boolean => parseId(text) !== undefined;
