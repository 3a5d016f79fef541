/** What is wrong with a version of Docker's API, such as 1.44, where one is the least. */
export const dockerVersionFault = (text: string, least: string): string | undefined => {
  const parts = /^\s*([+-]?\d+)?\s*(?:\.\s*([+-]?\d+)?\s*)?$/.exec(text);
  if (text.trim() === '' || !parts) return `"${text}" is no version; expected one such as "1.44", in quotes`;
  const [major = 0, minor = 0] = [Number(parts[1] ?? 0), Number(parts[2] ?? 0)];
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  const isOlder = major < leastMajor || (major === leastMajor && minor < leastMinor);
  return isOlder ? `${text} is too old; expected ${least} or more` : undefined;
};
