/** The text of a `data:` URL; undefined for one that is none, or no text. */
export const textOfDataUrl = (url: string): string | undefined => {
  const [, isBase64, data] = /^data:[^,;]*(?:;charset=[^,;]*)?(;base64)?,(.*)$/s.exec(url) ?? [];
  if (data === undefined) return undefined;
  try {
    return isBase64 ? Buffer.from(data, 'base64').toString() : decodeURIComponent(data);
  } catch {
    return undefined;
  }
};
