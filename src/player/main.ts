// The page of `binnacle replay`: a recording as it was seen, with the means to stop it and to look at any moment of it.
import { Replayer } from 'rrweb';
import { createControls } from './controls.ts';
import type { Recording, Replay } from './recording.ts';
import { fitTo } from './stage.ts';

/** The type of rrweb's events that are a whole page. */
const SNAPSHOT = 2;

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

const replay: Replay = JSON.parse(element('replay').textContent ?? '');
const stage = element('stage');
const notes = element('notes');
const choice = element<HTMLSelectElement>('recording');
let replayer: Replayer | undefined;
let unfit: (() => void) | undefined;

const controls = createControls({
  play: (millis) => replayer?.play(millis),
  pause: (millis) => replayer?.pause(millis),
  setSpeed: (speed) => replayer?.setConfig({ speed }),
  now: () => replayer?.getCurrentTime() ?? 0,
});

const show = ({ events, notes: sentences, startMillis, endMillis }: Recording): void => {
  controls.stop();
  unfit?.();
  replayer?.destroy();
  stage.replaceChildren();
  replayer = new Replayer(events as ConstructorParameters<typeof Replayer>[0], {
    root: stage,
    showWarning: false,
    mouseTail: false,
  });
  replayer.on('finish', controls.stop);
  unfit = fitTo(stage, replayer.iframe);
  notes.replaceChildren(
    ...sentences.map((sentence) => {
      const item = document.createElement('li');
      item.textContent = sentence;
      return item;
    }),
  );
  // What is before the moment that is asked for is shown at once, what is at it comes later.
  const snapshot = events.find(({ type }) => type === SNAPSHOT)?.timestamp ?? startMillis;
  controls.start(snapshot - startMillis + 1, endMillis - startMillis);
};

element('session').textContent = `${replay.service}, session ${replay.session}`;
for (const [at, { startMillis, endMillis, url }] of replay.recordings.entries()) {
  const seconds = Math.round((endMillis - startMillis) / 1_000);
  choice.append(new Option(`${new Date(startMillis).toLocaleString()} ${url} (${seconds} s)`, String(at)));
}
choice.addEventListener('change', () => show(replay.recordings[Number(choice.value)] as Recording));
// Not before: a frame that is written to holds this page's own load up.
addEventListener('load', () => show(replay.recordings[0] as Recording));
