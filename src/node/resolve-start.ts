import {
  type Environment,
  type RedactText,
  type ResolvedSettings,
  resolveSettings,
} from '../core/settings/index.ts';
import { instrumentations } from './instrumentations.generated.ts';
import type { LoadChunk } from './load-chunk.ts';
import type { StartExtras } from './start-extras.ts';

export interface ResolvedStart extends ResolvedSettings {
  /** What a configuration file asks for besides; undefined without one. */
  readonly extras: StartExtras | undefined;
}

/** What is to be started: by the file of `OTEL_CONFIG_FILE`, else by the environment. */
export const resolveStart = (env: Environment, load: LoadChunk): ResolvedStart => {
  const redact: RedactText = (text) =>
    load<typeof import('./redact-message.ts')>('./redact-message.js').redactMessage(text);
  const resolved = resolveSettings(env, {}, redact);
  const { configFile, backend } = resolved.settings;
  if (configFile !== undefined) {
    const { readConfigFile } = load<typeof import('./config-file.ts')>('./config-file.js');
    return readConfigFile(
      configFile,
      env,
      instrumentations.map(({ name }) => name),
      redact,
    );
  }
  if (backend !== undefined) {
    const { applyBackend } = load<typeof import('./backend.ts')>('./backend.js');
    return { ...applyBackend(resolved, env), extras: undefined };
  }
  return { ...resolved, extras: undefined };
};
