import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { diag } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { Profile } from '../../core/profiling/profile.ts';
import type { Settings } from '../../core/settings/index.ts';
import { VERSION } from '../../core/version.ts';
import { encodeProfilesRequest } from '../../sdk/profiling/encode-otlp-profiles.ts';
import { encodePprof } from '../../sdk/profiling/encode-pprof.ts';
import { reasonOf } from '../diagnostics.ts';
import { compress } from './compress.ts';
import { createPost } from './post.ts';
import { type ProfileName, writeProfile } from './profile-folder.ts';
import { createPyroscope } from './pyroscope.ts';

/** A profile that is done and redacted, and what it is called. */
export interface Finished {
  readonly profile: Profile;
  readonly name: ProfileName;
}

/** Where profiles go. */
export interface Outputs {
  /** Never rejects. */
  write(finished: Finished): Promise<void>;
  /** The same where little time may be left: it is in the folder before anything is waited for. */
  writeAtEnd(finished: Finished): Promise<void>;
  /** At the end of a process, when nothing asynchronous happens any more: only to the folder. Never throws. */
  writeNow(finished: Finished): void;
}

const OTLP_PATH = '/v1development/profiles';

const profilesUrlOf = ({ otlpProfilesEndpoint, otlpEndpoint }: Settings): string =>
  otlpProfilesEndpoint ?? `${(otlpEndpoint ?? 'http://localhost:4318').replace(/\/$/, '')}${OTLP_PATH}`;

const createOtlp = (settings: Settings, resource: Resource) => {
  const url = profilesUrlOf(settings);
  const post = createPost(url, settings);
  return async ({ profile }: Finished): Promise<void> => {
    const body = encodeProfilesRequest({
      resource: resource.attributes,
      scope: { name: 'binnacle/profiling', version: VERSION },
      profile,
      profileId: randomBytes(16),
    });
    const headers = { 'Content-Type': 'application/x-protobuf', 'Content-Encoding': 'gzip' };
    await post({ url, headers, body: await compress(body) });
  };
};

/** What says where profiles could not go; each reason is told once by the diagnostics. */
const failed = (what: string, error: unknown): void => diag.warn(`profiles: ${what}: ${reasonOf(error)}`);

export const createOutputs = (settings: Settings, resource: Resource): Outputs => {
  const { profilingExporter: names, profilingDir: folder, profilingMaxBytes: maxBytes } = settings;
  const hasFolder = names.includes('file');
  const otlp = names.includes('otlp') ? createOtlp(settings, resource) : undefined;
  const pyroscope = names.includes('pyroscope') ? createPyroscope(settings, resource) : undefined;
  const toFolder = (name: ProfileName, bytes: Uint8Array): void => {
    try {
      writeProfile(folder, maxBytes, name, bytes);
    } catch (error) {
      failed(`${folder} cannot be written`, error);
    }
  };
  const told = (place: string) => (error: unknown) => failed(`${place} does not take them`, error);

  /** @param bytes compressed pprof, for the folder */
  const give = async (finished: Finished, bytes: Uint8Array | undefined): Promise<void> => {
    if (bytes) toFolder(finished.name, bytes);
    await Promise.all([
      otlp?.(finished).catch(told(profilesUrlOf(settings))),
      pyroscope?.(finished).catch(told(settings.pyroscopeUrl)),
    ]);
  };
  const orTell = (work: Promise<void>): Promise<void> =>
    work.catch((error) => failed('one cannot be written', error));
  return {
    write: (finished) =>
      orTell(
        (async () => give(finished, hasFolder ? await compress(encodePprof(finished.profile)) : undefined))(),
      ),
    writeAtEnd: (finished) =>
      orTell((async () => give(finished, hasFolder ? gzipSync(encodePprof(finished.profile)) : undefined))()),
    writeNow: ({ profile, name }) => {
      if (hasFolder) toFolder(name, gzipSync(encodePprof(profile)));
    },
  };
};
