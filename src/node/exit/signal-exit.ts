interface SignalExit {
  readonly count?: number;
}
const SIGNAL_EXIT_4 = Symbol.for('signal-exit emitter');

/**
 * Listeners of the widely used package signal-exit. They end the process where nobody else listens, so they must not
 * be taken for a handler that will. Versions 3 and 4 keep their number where every copy finds it.
 */
export const signalExitListeners = (): number => {
  const { __signal_exit_emitter__: three } = process as { __signal_exit_emitter__?: SignalExit };
  const { [SIGNAL_EXIT_4]: four } = globalThis as { [SIGNAL_EXIT_4]?: SignalExit };
  return (three?.count ?? 0) + (four?.count ?? 0);
};
