export interface Player {
  play(fromMillis: number): void;
  pause(atMillis: number): void;
  setSpeed(speed: number): void;
  /** Milliseconds from the start. */
  now(): number;
}

export interface Controls {
  /** Shows a recording of so many milliseconds from the first moment in which there is a page. */
  start(firstMillis: number, totalMillis: number): void;
  /** It is at its end, or gone. */
  stop(): void;
}

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

const clock = (millis: number): string => {
  const seconds = Math.floor(millis / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** The button, the line of time and the speed. */
export const createControls = (player: Player): Controls => {
  const button = element<HTMLButtonElement>('play');
  const line = element<HTMLInputElement>('line');
  const speed = element<HTMLSelectElement>('speed');
  const time = element('time');
  let first = 0;
  let total = 0;
  let isPlaying = false;

  const say = (millis: number): void => {
    time.textContent = `${clock(millis)} / ${clock(total)}`;
    line.setAttribute('aria-valuetext', time.textContent);
  };
  const follow = (): void => {
    if (!isPlaying) return;
    const now = Math.min(player.now(), total);
    line.value = String(now);
    say(now);
    requestAnimationFrame(follow);
  };
  const setPlaying = (is: boolean): void => {
    isPlaying = is;
    button.textContent = is ? 'Pause' : 'Play';
  };
  const toggle = (): void => {
    const at = Number(line.value);
    if (isPlaying) {
      setPlaying(false);
      player.pause(at);
      return;
    }
    setPlaying(true);
    player.play(at >= total ? first : at);
    follow();
  };
  button.addEventListener('click', toggle);
  line.addEventListener('input', () => {
    setPlaying(false);
    player.pause(Number(line.value));
    say(Number(line.value));
  });
  speed.addEventListener('change', () => player.setSpeed(Number(speed.value)));

  return {
    start: (firstMillis, totalMillis) => {
      first = firstMillis;
      total = Math.max(totalMillis, first);
      line.min = line.value = String(first);
      line.max = String(total);
      say(first);
      player.setSpeed(Number(speed.value));
      player.pause(first);
    },
    stop: () => {
      if (isPlaying) {
        line.value = String(total);
        say(total);
      }
      setPlaying(false);
    },
  };
};
