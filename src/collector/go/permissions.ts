/** Octal permissions of a file, as Go's `strconv.ParseInt(text, 8, 32)` reads them, and no bit more. */
export const isPermissions = (text: string): boolean =>
  /^\+?[0-7]+$/.test(text) && Number.parseInt(text, 8) <= 0o777;
