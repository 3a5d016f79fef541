/** What tells one thing from others of its kind: a number, a UUID, a long word with digits. */
export const ID = /^(?=.*\d)[\w.~%:@-]{1,200}$/;
/** `v1` is part of a name. */
export const VERSION = /^v\d{1,3}(?:\.\d+)?$/i;
const MAX_SEGMENTS = 12;
const MAX_LENGTH = 2_048;

const pathOf = (path: string): string => path.slice(0, MAX_LENGTH).split(/[?#]/, 1)[0] ?? '';

/** A path without what is different each time: `/users/?/orders`. */
export const callShape = (path: string): string => {
  const segments = pathOf(path).split('/');
  const shape = segments.map((segment) => (ID.test(segment) && !VERSION.test(segment) ? '?' : segment));
  return shape.slice(0, MAX_SEGMENTS).join('/');
};
