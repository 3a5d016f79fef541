// The page of `binnacle replay`: a recording as it was seen, with the means to stop it and to look at any moment of it.
import { Replayer } from 'rrweb';
import { createControls } from './controls.ts';
import type { Recording, Replay } from './recording.ts';
import { fitTo } from './stage.ts';

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
  controls.start(endMillis - startMillis);
};

element('session').textContent = `${replay.service}, session ${replay.session}`;
for (const [at, { startMillis, endMillis, url }] of replay.recordings.entries()) {
  const seconds = Math.round((endMillis - startMillis) / 1_000);
  choice.append(new Option(`${new Date(startMillis).toLocaleString()} ${url} (${seconds} s)`, String(at)));
}
choice.addEventListener('change', () => show(replay.recordings[Number(choice.value)] as Recording));
show(replay.recordings[0] as Recording);
