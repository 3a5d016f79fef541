import { compareVersions } from '../migrate/version.ts';
import type { CollectorSchema } from '../schema/schema.ts';

/** The newest that is known without https://pkg.go.dev/go.opentelemetry.io/collector/confmap#ScalarUnmarshaler */
const LAST_WITHOUT = '0.148.0';

/**
 * Values of variables are read in a way of their own: one that is empty turns a part on that can be off, and where a
 * text may be absent, the text of a number is one.
 */
export const readsScalars = ({ version }: Pick<CollectorSchema, 'version'>): boolean =>
  compareVersions(version, LAST_WITHOUT) > 0;
