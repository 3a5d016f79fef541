/** What bundlers put before the path of a source. */
const SCHEME = /^[a-z][\w+.-]*:\/*/i;
/** Of these the part behind the scheme is the name of the project. */
const WITH_NAMESPACE = /^(?:webpack|webpack-internal|turbopack|rspack|rollup|vite|parcel):\/\//i;

/**
 * The path of a source as a person writes it: `src/orders.ts` of `webpack://shop/./src/orders.ts?1a2b`,
 * `../../src/orders.ts` and `/@fs/srv/app/src/orders.ts`. Absolute paths and URLs of files stay absolute.
 */
export const sourcePath = (source: string): string => {
  const bare = source.replaceAll('\0', '').replace(/[?#].*$/s, '');
  const path = WITH_NAMESPACE.test(bare)
    ? bare.replace(/^[^:]+:\/\/(?:[^/]*\/)?/, '')
    : /^https?:/i.test(bare)
      ? bare.replace(/^https?:\/\/[^/]*\//i, '')
      : /^file:/i.test(bare)
        ? bare.replace(/^file:\/*/i, /^file:\/*[a-z]:/i.test(bare) ? '' : '/')
        : /^[a-z]:[\\/]/i.test(bare)
          ? bare
          : bare.replace(SCHEME, '');
  const plain = path.replaceAll('\\', '/').replace(/^\/?@fs\/+/, '/');
  const parts: string[] = [];
  for (const part of plain.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  return (plain.startsWith('/') ? '/' : '') + parts.join('/');
};
