/** The four numbers of an IPv4 address, or undefined. */
const readIpv4 = (text: string): readonly number[] | undefined => {
  if (text.length > 15) return undefined;
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const numbers = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return numbers.every((each) => each < 256) ? numbers : undefined;
};

const readGroups = (text: string): readonly number[] | undefined => {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1 ? readIpv4(part) : undefined;
    if (last)
      groups.push(
        (last[0] as number) * 256 + (last[1] as number),
        (last[2] as number) * 256 + (last[3] as number),
      );
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
};

/** The eight numbers of an IPv6 address in any of its forms, or undefined. https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
const readIpv6 = (text: string): readonly number[] | undefined => {
  if (text.length > 45 || !text.includes(':')) return undefined;
  const [before = '', after, more] = text.split('::');
  if (more !== undefined) return undefined;
  const head = readGroups(before);
  const tail = after === undefined ? [] : readGroups(after);
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
};

/** An IPv6 address that stands for an IPv4 one: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
const mappedIpv4 = (groups: readonly number[]): readonly number[] | undefined => {
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((each) => each === 0) && groups[5] === 0xffff;
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255] : undefined;
};

/** In brackets, and with a zone behind it, as URLs and interfaces have it. */
const bare = (text: string): string => text.replace(/^\[/, '').replace(/\]$/, '').split('%', 1)[0] as string;

/** The network of an address, /24 or /48, as an address; undefined where the text is none. */
export const networkOf = (text: string): string | undefined => {
  const address = bare(text);
  const groups = readIpv6(address);
  const ipv4 = readIpv4(address) ?? (groups && mappedIpv4(groups));
  if (ipv4) return `${groups ? '::ffff:' : ''}${ipv4.slice(0, 3).join('.')}.0`;
  if (!groups) return undefined;
  const kept = groups.slice(0, 3);
  while (kept.at(-1) === 0) kept.pop();
  return `${kept.map((each) => each.toString(16)).join(':')}::`;
};
