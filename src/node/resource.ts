import { arch, hostname, platform, release } from 'node:os';
import { basename } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';
import type { AttributeValue } from '@opentelemetry/api';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Settings } from '../core/settings/index.ts';
import { SDK_VERSION, VERSION } from '../core/version.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { createRedactedResource } from '../sdk/redaction/resource.ts';
import type { DetectContext, MoreDetectors } from './detect/detect-more.ts';
import { createGrowingResource } from './growing-resource.ts';
import type { LoadChunk } from './load-chunk.ts';
import { randomUuid } from './random-uuid.ts';
import type { StartExtras } from './start-extras.ts';

type Attributes = Record<string, AttributeValue | undefined>;
type Detector = Exclude<Settings['resourceDetectors'][number], 'all' | 'none' | MoreDetectors>;

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm: 'arm32' };
const SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };

/**
 * What is known of the place. Not the command line, the owner or the path of the program: they name people and
 * carry secrets. Names: https://opentelemetry.io/docs/specs/semconv/resource/
 */
const DETECTORS: Readonly<Record<Detector, () => Attributes>> = {
  // The variables are read whatever detectors there are.
  env: () => ({}),
  host: () => ({ 'host.name': hostname(), 'host.arch': ARCHITECTURES[arch()] ?? arch() }),
  os: () => ({ 'os.type': SYSTEMS[platform()] ?? platform(), 'os.version': release() }),
  process: () => ({
    'process.pid': process.pid,
    'process.executable.name': basename(process.execPath),
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
  }),
  serviceinstance: () => ({ 'service.instance.id': randomUuid() }),
};

const detectorsOf = (names: Settings['resourceDetectors']): readonly Detector[] => {
  if (names.includes('none')) return [];
  if (names.includes('all')) return Object.keys(DETECTORS) as Detector[];
  return names.filter((name) => name in DETECTORS) as readonly Detector[];
};

/** Those that have to look. */
const MORE: ReadonlySet<string> = new Set<MoreDetectors>(['container', 'alibaba', 'aws', 'azure', 'gcp']);

const moreDetectorsOf = (names: Settings['resourceDetectors']): readonly MoreDetectors[] =>
  names.includes('none') ? [] : (names.filter((name) => MORE.has(name)) as MoreDetectors[]);

/** What it takes to look. */
export interface DetectOptions extends DetectContext {
  readonly load: LoadChunk;
}

/**
 * Of a worker thread. Its metrics must not be taken for those of the main thread, which has the same name and, where
 * the settings give one, the same instance.
 */
const ofThread = (instance: unknown): Attributes => ({
  'thread.id': threadId,
  ...(instance !== undefined && { 'service.instance.id': `${instance}-thread-${threadId}` }),
});

/** The instance that the settings or the configuration file name. */
const givenInstance = (settings: Settings, extras: StartExtras | undefined): unknown =>
  extras?.resource.attributes['service.instance.id'] ?? settings.resourceAttributes['service.instance.id'];

/** Who sends: what was detected, over that `OTEL_RESOURCE_ATTRIBUTES`, over that the name and version. */
export const createResource = (
  settings: Settings,
  redactor: GetRedactor,
  extras?: StartExtras,
  detectOptions?: DetectOptions,
): Resource => {
  const detected: Attributes = {
    'service.name': 'unknown_service:node',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.version': SDK_VERSION,
    'telemetry.distro.name': 'binnacle',
    'telemetry.distro.version': VERSION,
  };
  const detect = (found: Attributes): void => {
    for (const [name, value] of Object.entries(found))
      if (extras?.keepsDetected(name) ?? true) detected[name] = value;
  };
  for (const detector of detectorsOf(settings.resourceDetectors)) detect(DETECTORS[detector]());

  const given: Attributes = { ...settings.resourceAttributes };
  if (settings.serviceName !== undefined) given['service.name'] = settings.serviceName;
  if (settings.serviceVersion !== undefined) given['service.version'] = settings.serviceVersion;
  Object.assign(given, extras?.resource.attributes);
  if (!isMainThread) Object.assign(given, ofThread(givenInstance(settings, extras)));
  const { schemaUrl } = extras?.resource ?? {};
  const create = (): Resource =>
    resourceFromAttributes({ ...detected, ...given }, { ...(schemaUrl !== undefined && { schemaUrl }) });

  const more = moreDetectorsOf(settings.resourceDetectors);
  if (more.length === 0 || !detectOptions) return createRedactedResource(create(), redactor);
  const { detectContainer, detectClouds } =
    detectOptions.load<typeof import('./detect/detect-more.ts')>('./detect/detect-more.js');
  if (more.includes('container')) detect(detectContainer());
  const clouds = detectClouds(
    more.filter((name) => name !== 'container'),
    detectOptions,
  );
  const resource = clouds
    ? createGrowingResource(
        create(),
        clouds.then((found) => {
          detect(found);
          return create();
        }),
      )
    : create();
  return createRedactedResource(resource, redactor);
};
