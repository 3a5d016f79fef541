import type { Feature } from '../feature.ts';

interface LongAnimationFrame extends PerformanceEntry {
  readonly blockingDuration: number;
  readonly scripts: readonly {
    readonly duration: number;
    readonly invoker: string;
    readonly sourceURL: string;
  }[];
}

/** Frames that kept the user waiting: https://www.w3.org/TR/long-animation-frames/ */
export const longFrames: Feature = (web) =>
  web.observe<LongAnimationFrame>(
    'long-animation-frame',
    ({ startTime, duration, blockingDuration, scripts }) => {
      if (!blockingDuration) return;
      const [longest] = [...scripts].sort((one, other) => other.duration - one.duration);
      web.event(
        'browser.long_animation_frame',
        {
          '.duration': duration,
          '.blocking_duration': blockingDuration,
          '.script.invoker': longest?.invoker,
          '.script.url': longest?.sourceURL,
        },
        { time: web.clock.at(startTime) },
      );
    },
  );
