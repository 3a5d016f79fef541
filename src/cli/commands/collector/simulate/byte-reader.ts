/** Bytes that come in pieces, read from the front. No more than was asked for, and one piece, is held. */
export interface ByteReader {
  /** The next bytes, without taking them: fewer where the end is nearer. */
  peek(count: number): Promise<Buffer>;
  /** Takes so many bytes; fewer where the end is nearer. */
  take(count: number): Promise<Buffer>;
  /** Takes what is there, at least one byte; undefined at the end. */
  takeSome(): Promise<Buffer | undefined>;
}

export const createByteReader = (pieces: AsyncIterable<Buffer>): ByteReader => {
  const iterator = pieces[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let length = 0;

  const fill = async (count: number): Promise<void> => {
    while (length < count) {
      const { value, done } = await iterator.next();
      if (done) return;
      held.push(value);
      length += value.length;
    }
  };
  const joined = (): Buffer => {
    if (held.length !== 1) held = [Buffer.concat(held)];
    return held[0] as Buffer;
  };
  const drop = (all: Buffer, count: number): Buffer => {
    const taken = all.subarray(0, count);
    held = [all.subarray(count)];
    length -= taken.length;
    return taken;
  };
  return {
    async peek(count) {
      await fill(count);
      return joined().subarray(0, count);
    },
    async take(count) {
      await fill(count);
      return drop(joined(), count);
    },
    async takeSome() {
      await fill(1);
      return length === 0 ? undefined : drop(joined(), length);
    },
  };
};
