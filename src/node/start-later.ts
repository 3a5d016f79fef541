/** When the program has started; not at all where it ended before. */
export const startLater = (work: () => void): void => {
  const immediate = setImmediate(work).unref();
  process.once('beforeExit', () => clearImmediate(immediate));
};
