import { readFileSync } from 'node:fs';
import { diag } from '@opentelemetry/api';
import type { OtlpTarget } from './otlp-target.ts';

export interface TlsFiles {
  readonly ca?: Buffer;
  readonly key?: Buffer;
  readonly cert?: Buffer;
}

const read = (what: string, file: string): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    diag.warn(`cannot read the ${what} for OTLP: ${reason}; going on without it`);
    return undefined;
  }
};

/** Reads what the target names. A file that cannot be read is one warning. */
export const readTlsFiles = ({ certificate, clientKey, clientCertificate }: OtlpTarget): TlsFiles => {
  const ca = certificate && read('certificate', certificate);
  const key = clientKey && read('client key', clientKey);
  const cert = clientCertificate && read('client certificate', clientCertificate);
  return { ...(ca && { ca }), ...(key && { key }), ...(cert && { cert }) };
};
