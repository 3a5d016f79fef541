// For a script tag: starts by itself, and leaves one global, `binnacle`, which is the handle.
import { start } from './all.ts';
import type { Feature } from './feature.ts';
import { features } from './features.ts';
import { createReplay } from './replay/load-recorder.ts';
import { findTag } from './script-tag/find-tag.ts';
import { loadRecorder, recorderUrl } from './script-tag/recorder-file.ts';
import { tagOptions } from './script-tag/tag-options.ts';
import type { WebHandle } from './start.ts';

declare global {
  var binnacle: WebHandle | undefined;
}

// A tag that is there twice is one. An element with this id is found under the name too, and is no handle.
if (!globalThis.binnacle?.stop) {
  const tag = findTag();
  const { web, replay } = tagOptions({ ...tag?.dataset }, console.warn);
  (features as Feature[]).push(
    createReplay(
      () => replay,
      async () => loadRecorder(recorderUrl(tag?.src, tag?.dataset.replaySrc, document.baseURI)),
    ),
  );
  globalThis.binnacle = start(web);
}
