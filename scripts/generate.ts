// Writes every generated file of the repository. Run it after a change; CI fails where it leaves a difference.
import { generateFiles } from './generated-files.ts';
import { renderInstrumentationRegistry } from './instrumentation-registry.ts';
import { REGISTRIES, renderIds, renderRegistry } from './registries.ts';
import { root, write } from './write.ts';

// The registries come first: what the other files are made of is found through them.
for (const registry of REGISTRIES) {
  write(renderRegistry(registry, root));
  for (const file of renderIds(registry, root)) write(file);
}
write(await renderInstrumentationRegistry(root));
await generateFiles();
