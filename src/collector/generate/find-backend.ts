import { backends as vendors } from '../../core/settings/backends.generated.ts';
import type { CollectorBackend } from './backend.ts';
import { backends } from './backends.generated.ts';
import { vendorBackend } from './vendor.ts';

/** All that there are: those of this folder, and the vendors that the SDK sends to. */
export const collectorBackends: readonly CollectorBackend[] = [...backends, ...vendors.map(vendorBackend)];

export const findBackend = (id: string): CollectorBackend | undefined =>
  collectorBackends.find((each) => each.id === id);
