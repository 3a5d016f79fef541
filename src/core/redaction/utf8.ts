/** The bytes of a text in UTF-8, half of a surrogate pair as U+FFFD. Here, because this layer has no `TextEncoder`. */
export const utf8Of = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) {
      bytes[size++] = point;
      continue;
    }
    if (point < 0x800) bytes[size++] = 0xc0 | (point >> 6);
    else {
      if (point < 0x10000) bytes[size++] = 0xe0 | (point >> 12);
      else {
        bytes[size++] = 0xf0 | (point >> 18);
        bytes[size++] = 0x80 | ((point >> 12) & 63);
      }
      bytes[size++] = 0x80 | ((point >> 6) & 63);
    }
    bytes[size++] = 0x80 | (point & 63);
  }
  return bytes.subarray(0, size);
};
