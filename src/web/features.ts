import type { Feature } from './feature.ts';

/** What every page is watched for, vitals apart. */
export const features: readonly Feature[] = [];
