import type { ProgramEnd } from '../../../io.ts';

/** Something that is still expected is waited for this much longer than it should take: machines can be slow. */
const PATIENCE = 2;

const MIN_PATIENCE_MILLIS = 3_000;

export interface Settling {
  /** How long data takes to come out, in milliseconds; 0 where it comes out while it is put in. */
  readonly settleMillis: number;
  /** Only time can tell: something is expected not to come. */
  readonly isFinal: boolean;
  /** Whether something that is expected has not come, and may come yet. */
  mayComeTrue(): boolean;
  /** Calls back whenever something has come. */
  onChange(listener: () => void): void;
  readonly ended: Promise<ProgramEnd>;
  readonly signal: AbortSignal;
}

/** Resolves when nothing more is to be expected. */
export const untilSettled = async (settling: Settling): Promise<void> => {
  const { settleMillis, isFinal, mayComeTrue, onChange, ended, signal } = settling;
  // Without anything that holds data back, everything has come, or comes when the Collector ends.
  if (settleMillis === 0) return;
  const since = performance.now();
  const longest = Math.max(PATIENCE * settleMillis, settleMillis + MIN_PATIENCE_MILLIS);
  await new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const look = (): void => {
      clearTimeout(timer);
      const passed = performance.now() - since;
      if (passed >= longest || ((!isFinal || passed >= settleMillis) && !mayComeTrue())) {
        finish();
        return;
      }
      timer = setTimeout(look, Math.max(1, (passed < settleMillis ? settleMillis : longest) - passed));
    };
    onChange(() => (isFinal && performance.now() - since < settleMillis ? undefined : look()));
    signal.addEventListener('abort', finish, { once: true });
    void ended.then(finish);
    look();
  });
};
