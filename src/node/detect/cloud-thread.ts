import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { AttributeValue } from '@opentelemetry/api';

// Runs in a thread of its own: detectors wait for servers that may not be there, and neither their sockets nor their
// timers may keep the application. What it asks is traced by nobody.

/** One detector, as its package exports it. */
export interface CloudDetector {
  readonly name: string;
  readonly folder: string;
  readonly exported: string;
}

export type Detected = Record<string, AttributeValue>;

/** What the detector at this index has found. */
export interface CloudResult {
  readonly index: number;
  readonly attributes: Detected;
  /** That the package could not be used. */
  readonly fault: string | undefined;
}

interface Detector {
  detect(): { readonly attributes?: Readonly<Record<string, unknown>> };
}

const isValue = (value: unknown): value is AttributeValue =>
  ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every(isValue));

const detect = async ({ name, folder, exported }: CloudDetector): Promise<Detected> => {
  const detectors = createRequire(join(folder, 'package.json'))(name) as Record<string, Detector | undefined>;
  const found: Detected = {};
  const { attributes = {} } = (await detectors[exported]?.detect()) ?? {};
  for (const [key, pending] of Object.entries(attributes)) {
    // One that fails is a place where the program does not run.
    const value = await Promise.resolve(pending).catch(() => undefined);
    if (isValue(value)) found[key] = value;
  }
  return found;
};

const tell = (result: CloudResult): void => parentPort?.postMessage(result);
for (const [index, detector] of (workerData as readonly CloudDetector[]).entries())
  detect(detector).then(
    (attributes) => tell({ index, attributes, fault: undefined }),
    (error: unknown) => tell({ index, attributes: {}, fault: String((error as Error)?.message ?? error) }),
  );
