import { arch, hostname, platform, release } from 'node:os';
import { basename } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';
import type { AttributeValue } from '@opentelemetry/api';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Settings } from '../core/settings/index.ts';
import { SDK_VERSION, VERSION } from '../core/version.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { createRedactedResource } from '../sdk/redaction/resource.ts';
import { randomUuid } from './random-uuid.ts';
import type { StartExtras } from './start-extras.ts';

type Attributes = Record<string, AttributeValue | undefined>;
type Detector = Exclude<Settings['resourceDetectors'][number], 'all' | 'none'>;

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
  return names as readonly Detector[];
};

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
export const createResource = (settings: Settings, redactor: GetRedactor, extras?: StartExtras): Resource => {
  const attributes: Attributes = {
    'service.name': 'unknown_service:node',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.version': SDK_VERSION,
    'telemetry.distro.name': 'binnacle',
    'telemetry.distro.version': VERSION,
  };
  for (const detector of detectorsOf(settings.resourceDetectors))
    for (const [name, value] of Object.entries(DETECTORS[detector]()))
      if (extras?.keepsDetected(name) ?? true) attributes[name] = value;
  Object.assign(attributes, settings.resourceAttributes);
  if (settings.serviceName !== undefined) attributes['service.name'] = settings.serviceName;
  if (settings.serviceVersion !== undefined) attributes['service.version'] = settings.serviceVersion;
  Object.assign(attributes, extras?.resource.attributes);
  if (!isMainThread) Object.assign(attributes, ofThread(givenInstance(settings, extras)));
  const { schemaUrl } = extras?.resource ?? {};
  const resource = resourceFromAttributes(attributes, { ...(schemaUrl !== undefined && { schemaUrl }) });
  return createRedactedResource(resource, redactor);
};
