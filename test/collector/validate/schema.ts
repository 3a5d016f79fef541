import { loadSchema } from '../../../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../../../src/cli/package-root.ts';

/** The newest schema of the package. */
export const schema = loadSchema(findPackageRoot(import.meta.dirname));
