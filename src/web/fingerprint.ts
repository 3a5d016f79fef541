import { describeFault } from '../core/errors/fault.ts';
import { fingerprintOf } from '../core/errors/fingerprint.ts';

/**
 * The group of an error: 16 hexadecimal digits, the same that a service under `binnacle/register` gives to the same
 * fault. For the option `fingerprint` of `start`; not part of it, because it is larger than what most pages need.
 */
export const fingerprint = (error: unknown): string => fingerprintOf(describeFault(error));
