import type { Source } from '../model.ts';
import type { RawResource } from './schema.ts';
import type { SourcePool } from './source-pool.ts';
import type { Trimmer } from './trimmer.ts';

/** The name that the specification gives to a service without one. */
const UNKNOWN_SERVICE = 'unknown_service';

export const toSource = (resource: RawResource | undefined, trimmer: Trimmer, pool: SourcePool): Source => {
  const attributes = trimmer.attributes(resource?.attributes);
  const service = attributes['service.name'];
  return pool.share({
    service: typeof service === 'string' && service !== '' ? trimmer.name(service) : UNKNOWN_SERVICE,
    resource: attributes,
  });
};

/** Milliseconds with a fraction: whole ones are exact, the fraction is to a quarter of a microsecond. */
export const toMillis = (nanos: bigint | undefined): number =>
  nanos ? Number(nanos / 1_000_000n) + Number(nanos % 1_000_000n) / 1e6 : 0;

const isId = (id: string | undefined, digits: number): id is string =>
  id?.length === digits && !/^0+$/.test(id);

/** The id, or an empty string where it is absent, all zeros or of another length. */
export const toTraceId = (id: string | undefined): string => (isId(id, 32) ? id : '');
export const toSpanId = (id: string | undefined): string => (isId(id, 16) ? id : '');
