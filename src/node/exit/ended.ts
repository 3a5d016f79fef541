// Who has to know that a process ends as it should, and that it was asked to.

interface EndListener {
  /** Everything is sent; nothing comes after it. Must not throw. */
  ended(): void;
  /** The process was asked to end, which it may do later or not at all. */
  asked(signal: NodeJS.Signals): void;
}

const listeners: EndListener[] = [];

export const onEnd = (listener: EndListener): void => {
  listeners.push(listener);
};

export const tellEnded = (): void => {
  for (const listener of listeners) listener.ended();
};

export const tellAsked = (signal: NodeJS.Signals): void => {
  for (const listener of listeners) listener.asked(signal);
};
