import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay } from '../../../player/recording.ts';

/** The parts of the page, built from `src/player`. */
export interface PlayerFiles {
  readonly script: string;
  readonly style: string;
}

/** Of the package in a folder. */
export const readPlayer = (directory: string): PlayerFiles => {
  const read = (name: string): string => readFileSync(join(directory, 'dist', 'player', name), 'utf8');
  return { script: read('player.js'), style: read('player.css') };
};

/** Of a policy: the one script that may run. */
const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/**
 * Nothing but the player runs, and nothing is loaded from anywhere. The recorded page lies in a frame without scripts,
 * to which this applies too.
 */
export const policyOf = ({ script }: PlayerFiles): string =>
  `default-src 'none'; script-src ${hashOf(script)}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;

/** JSON in a page: nothing in it ends the element that it stands in. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** One file with everything in it. */
export const renderPage = (replay: Replay, player: PlayerFiles): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policyOf(player)}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Session replay</title>
<style>${player.style.replaceAll('</', '<\\/')}</style>
</head>
<body>
<header>
<h1 id="session"></h1>
<label>Page <select id="recording"></select></label>
</header>
<main id="stage" aria-label="The page as it was recorded"></main>
<footer>
<button id="play" type="button">Play</button>
<input id="line" type="range" min="0" step="1" value="0" aria-label="Moment">
<output id="time"></output>
<label>Speed <select id="speed"><option>0.5</option><option selected>1</option><option>2</option><option>4</option><option>8</option></select></label>
<ul id="notes"></ul>
</footer>
<script type="application/json" id="replay">${embedded(replay)}</script>
<script>${player.script}</script>
</body>
</html>
`;
