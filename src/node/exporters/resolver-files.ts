const linesOf = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) =>
    line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/\s+/),
  );

/** Whether a hosts file has the name: https://man7.org/linux/man-pages/man5/hosts.5.html */
export const isInHosts = (text: string, hostname: string): boolean =>
  linesOf(text).some(([, ...names]) => names.some((name) => name.toLowerCase() === hostname.toLowerCase()));

/**
 * The name as it is first asked for by the system, with its first search domain, and as it is: a server may answer at
 * once about the one and pass the other on to where nobody answers.
 * https://man7.org/linux/man-pages/man5/resolv.conf.5.html
 *
 * @param text of `resolv.conf`
 */
export const asksFirst = (text: string, hostname: string): readonly string[] => {
  const lines = linesOf(text);
  const [, domain] = lines.findLast(([key]) => key === 'search' || key === 'domain') ?? [];
  if (domain === undefined || hostname.endsWith('.')) return [hostname];
  return [`${hostname}.${domain}`, hostname];
};
