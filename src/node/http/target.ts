export interface Target {
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
}

/** `GET http://shop.example/items HTTP/1.1`, as proxies are asked. */
const ABSOLUTE = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#]{0,1000}/i;

/** Path and query of a request's target. https://www.rfc-editor.org/rfc/rfc9112#name-request-target */
export const splitTarget = (target: string): Target => {
  const text = target[0] === '/' ? target : target.replace(ABSOLUTE, '');
  const hash = text.indexOf('#');
  const whole = hash < 0 ? text : text.slice(0, hash);
  const question = whole.indexOf('?');
  if (question < 0) return { path: whole || '/', query: '' };
  return { path: whole.slice(0, question) || '/', query: whole.slice(question + 1) };
};
