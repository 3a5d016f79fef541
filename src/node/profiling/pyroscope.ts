import { randomBytes } from 'node:crypto';
import type { Resource } from '@opentelemetry/resources';
import { forPyroscope, pyroscopeName } from '../../core/profiling/for-pyroscope.ts';
import type { Profile } from '../../core/profiling/profile.ts';
import type { Settings } from '../../core/settings/index.ts';
import { encodePprof } from '../../sdk/profiling/encode-pprof.ts';
import { compress } from './compress.ts';
import { createPost } from './post.ts';
import type { ProfileName } from './profile-folder.ts';

/** How Pyroscope is to show each type of value, where its own reading would be another. */
const TYPES: Readonly<Record<string, object>> = {
  samples: { units: 'samples', 'display-name': 'cpu', sampled: true },
  inuse_space: { units: 'bytes', 'display-name': 'inuse_space', aggregation: 'average', sampled: false },
};

const typesOf = ({ types }: Profile, kind: ProfileName['kind']): object => {
  const wanted = kind === 'cpu' ? 'samples' : 'inuse_space';
  return Object.fromEntries(
    types.filter(({ type }) => type === wanted).map(({ type }) => [type, TYPES[type]]),
  );
};

const part = (boundary: string, name: string, type: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;

const NANOS_PER_SECOND = 1e9;

/** Sends profiles to `/ingest`: https://grafana.com/docs/pyroscope/latest/reference-server-api/ */
export const createPyroscope = (settings: Settings, resource: Resource) => {
  const base = `${settings.pyroscopeUrl.replace(/\/$/, '')}/ingest`;
  const post = createPost(base, settings, settings.pyroscopeHeaders);
  return async ({
    profile: taken,
    name: { kind, service },
  }: {
    readonly profile: Profile;
    readonly name: ProfileName;
  }): Promise<void> => {
    const boundary = `binnacle-${randomBytes(12).toString('hex')}`;
    const profile = forPyroscope(taken, kind);
    const query = new URLSearchParams({
      name: pyroscopeName(service, resource.attributes),
      from: String(Math.floor(profile.timeMillis / 1_000)),
      until: String(Math.ceil((profile.timeMillis + profile.durationMillis) / 1_000)),
      spyName: 'nodespy',
      ...(kind === 'cpu' &&
        profile.period > 0 && { sampleRate: String(Math.round(NANOS_PER_SECOND / profile.period)) }),
    });
    const body = Buffer.concat([
      Buffer.from(part(boundary, 'profile', 'application/octet-stream')),
      await compress(encodePprof(profile)),
      Buffer.from(
        `\r\n${part(boundary, 'sample_type_config', 'application/json')}${JSON.stringify(typesOf(profile, kind))}\r\n--${boundary}--\r\n`,
      ),
    ]);
    await post({
      url: `${base}?${query}`,
      headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
      body,
    });
  };
};
