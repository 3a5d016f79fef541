/**
 * A UUID of version 4, https://www.rfc-editor.org/rfc/rfc9562#section-5.4. From `Math.random`, as trace ids are: it
 * has to differ and not to be a secret, and `node:crypto` would take a tenth of the time that a start may take.
 */
export const randomUuid = (random: () => number = Math.random): string => {
  const hex = (digits: number): string =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
};
