/** What `<meta name="…" content="…">` of the page says; a worker has none. */
export const metaContent = (name: string): string | undefined =>
  globalThis.document?.getElementsByTagName('meta').namedItem(name)?.content;
