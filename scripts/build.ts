// Builds the package into `dist`: types by the compiler, which checks the layers too, then the bundles and the page.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBrowserBundle } from './build-browser-bundle.ts';
import { buildBundles } from './build-bundles.ts';
import { buildNodeBundle } from './build-node-bundle.ts';
import { buildPage } from './build-page.ts';
import { buildPlayer } from './build-player.ts';
import { buildWebBundle } from './build-web-bundle.ts';
import { renderNotices } from './third-party-notices.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Those that nothing else imports; the compiler builds what they refer to. */
const LAYERS = ['src/bundler', 'src/cli', 'src/backend/page', 'src/player', 'src/react'].map((layer) =>
  join(root, layer),
);

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...LAYERS], {
  stdio: 'inherit',
});

// The types stay, because the compiler leaves out what it wrote before.
if (existsSync(dist)) {
  for (const name of readdirSync(dist)) if (name !== 'types') rmSync(join(dist, name), { recursive: true });
}
const service = await buildNodeBundle(root);
const bundled = await buildBundles(root);
const browser = await buildBrowserBundle(root, join(dist, 'core/redaction'));
const web = await buildWebBundle(root);
const page = await buildPage(join(dist, 'backend/page'));
const player = await buildPlayer(join(dist, 'player'));
writeFileSync(
  join(root, 'THIRD_PARTY_NOTICES.md'),
  renderNotices(root, [service, bundled, browser, page, player, ...web]),
);
