/** Reads bytes as they arrive, so that a file of any size takes little memory. */
export interface ByteReader {
  /** The next bytes, fewer at the end. They are not taken. */
  peek(count: number): Promise<Buffer>;
  take(count: number): Promise<Buffer>;
  /** All that is left; undefined, and nothing is taken, where it is more than that. */
  whole(most: number): Promise<Buffer | undefined>;
  /** Up to the next line feed, without it, or so many bytes of a longer line; undefined at the end. */
  line(most: number): Promise<Buffer | undefined>;
  rest(): AsyncIterable<Buffer>;
}

const LINE_FEED = 10;
/** What is asked for where nobody knows how much there is. */
const STEP_BYTES = 262_144;

export const createByteReader = (source: AsyncIterable<Buffer>): ByteReader => {
  const chunks = source[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0);
  let hasEnded = false;

  const next = async (): Promise<Buffer | undefined> => {
    const { done = false, value } = await chunks.next();
    if (done) hasEnded = true;
    return done ? undefined : value;
  };
  const fill = async (count: number): Promise<void> => {
    if (hasEnded || pending.length >= count) return;
    const parts = [pending];
    let length = pending.length;
    while (length < count) {
      const part = await next();
      if (!part) break;
      parts.push(part);
      length += part.length;
    }
    pending = Buffer.concat(parts, length);
  };
  const takeNow = (count: number): Buffer => {
    const taken = pending.subarray(0, count);
    pending = pending.subarray(count);
    return taken;
  };

  return {
    peek: async (count) => {
      await fill(count);
      return pending.subarray(0, count);
    },
    take: async (count) => {
      await fill(count);
      return takeNow(count);
    },
    whole: async (most) => {
      await fill(most + 1);
      return pending.length > most ? undefined : takeNow(pending.length);
    },
    line: async (most) => {
      for (let searched = 0; ; ) {
        const at = pending.indexOf(LINE_FEED, searched);
        if (at >= 0 && at <= most) {
          const line = takeNow(at);
          pending = pending.subarray(1);
          return line;
        }
        if (pending.length >= most) return takeNow(most);
        if (hasEnded) return pending.length > 0 ? takeNow(pending.length) : undefined;
        searched = pending.length;
        await fill(Math.max(pending.length * 2, STEP_BYTES));
      }
    },
    rest: async function* () {
      if (pending.length > 0) yield takeNow(pending.length);
      for (let part = await next(); part; part = await next()) yield part;
    },
  };
};
