import { diag } from '@opentelemetry/api';
import type { OtlpTarget } from './otlp-target.ts';
import { createReloadedFile } from './reloaded-file.ts';

export interface TlsFiles {
  readonly ca?: Buffer;
  readonly key?: Buffer;
  readonly cert?: Buffer;
}

const readerOf = (what: string, file: string | undefined): (() => Buffer | undefined) =>
  file === undefined
    ? () => undefined
    : createReloadedFile(file, (reason) =>
        diag.warn(`cannot read the ${what} for OTLP: ${reason}; going on without it`),
      );

/**
 * What the target names, as it is now: certificates are renewed while a service runs, so each new connection asks. The
 * same object as long as nothing changed. A file that cannot be read is one warning.
 */
export const createTlsFiles = ({
  certificate,
  clientKey,
  clientCertificate,
}: OtlpTarget): (() => TlsFiles) => {
  const readCa = readerOf('certificate', certificate);
  const readKey = readerOf('client key', clientKey);
  const readCert = readerOf('client certificate', clientCertificate);
  let files: TlsFiles = {};
  return () => {
    const [ca, key, cert] = [readCa(), readKey(), readCert()];
    if (ca !== files.ca || key !== files.key || cert !== files.cert)
      files = { ...(ca && { ca }), ...(key && { key }), ...(cert && { cert }) };
    return files;
  };
};
