import { lookup, Resolver } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Probe } from '../../../monitoring/index.ts';

export interface Checked {
  readonly ok: boolean;
  /** Why not, in a line. */
  readonly fault?: string;
  readonly httpStatus?: number;
  /** Seconds since 1970. */
  readonly certificateExpiry?: number;
}

const MOST_BODY_BYTES = 1_048_576;

const reasonOf = (error: unknown): string => {
  const { message, cause, name } = error as Error & { cause?: Error & { code?: string } };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timed out';
  return cause?.message || cause?.code || message;
};

const addressOf = (address: string): { readonly host: string; readonly port: number } => {
  const end = address.lastIndexOf(':');
  return { host: address.slice(0, end).replace(/^\[|\]$/g, ''), port: Number(address.slice(end + 1)) };
};

const opened = <Opened extends Socket>(socket: Opened, event: string, signal: AbortSignal): Promise<Opened> =>
  new Promise((resolve, reject) => {
    const abort = (): void => void socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    socket.once(event, () => {
      signal.removeEventListener('abort', abort);
      resolve(socket);
    });
    socket.once('error', reject);
  });

/** Of all certificates that the server has shown: who trusts none of them does so from the first expiry on. */
const earliestExpiry = (socket: TLSSocket): number | undefined => {
  const times: number[] = [];
  const seen = new Set<string>();
  let certificate = socket.getPeerCertificate(true);
  while (certificate?.valid_to && !seen.has(certificate.fingerprint256)) {
    seen.add(certificate.fingerprint256);
    times.push(Date.parse(certificate.valid_to) / 1_000);
    certificate = certificate.issuerCertificate;
  }
  return times.length > 0 ? Math.min(...times) : undefined;
};

/** When the certificate expires; undefined where there was no handshake. */
const expiryOf = async (host: string, port: number, signal: AbortSignal): Promise<number | undefined> => {
  // One that is not trusted has an end too.
  const servername = isIP(host) ? '' : host;
  const socket = connectTls({ host, port, servername, rejectUnauthorized: false });
  try {
    return earliestExpiry(await opened(socket, 'secureConnect', signal));
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
};

const readBody = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) break;
  }
  return text;
};

const checkHttp = async ({ http }: Probe, traceparent: string, signal: AbortSignal): Promise<Checked> => {
  if (!http) return { ok: false, fault: 'no URL' };
  const response = await fetch(http.url, {
    method: http.method,
    headers: { 'user-agent': 'binnacle-probe', ...http.headers, traceparent },
    signal,
  });
  const body = await readBody(response);
  const { hostname, port, protocol } = new URL(response.url);
  const certificateExpiry =
    protocol === 'https:' ? await expiryOf(hostname, Number(port || 443), signal) : undefined;
  const seen = {
    httpStatus: response.status,
    ...(certificateExpiry !== undefined && { certificateExpiry }),
  };
  const accepted = http.status.length > 0 ? http.status.includes(response.status) : response.ok;
  if (!accepted) return { ok: false, fault: `status ${response.status}`, ...seen };
  if (http.body !== undefined && !new RegExp(http.body).test(body))
    return { ok: false, fault: `the body does not match ${http.body}`, ...seen };
  return { ok: true, ...seen };
};

const checkTcp = async ({ tcp }: Probe, signal: AbortSignal): Promise<Checked> => {
  const { host, port } = addressOf(tcp?.address ?? '');
  if (!tcp?.tls) {
    (await opened(connectTcp({ host, port }), 'connect', signal)).destroy();
    return { ok: true };
  }
  const certificateExpiry = await expiryOf(host, port, signal);
  const seen = certificateExpiry === undefined ? {} : { certificateExpiry };
  try {
    const socket = connectTls({ host, port, servername: isIP(host) ? '' : host });
    (await opened(socket, 'secureConnect', signal)).destroy();
    return { ok: true, ...seen };
  } catch (error) {
    return { ok: false, fault: reasonOf(error), ...seen };
  }
};

const checkDns = async ({ dns, timeoutSeconds }: Probe): Promise<Checked> => {
  const { host, port } = /:\d+$/.test(dns?.server ?? '')
    ? addressOf(dns?.server ?? '')
    : { host: dns?.server ?? '', port: 53 };
  const address = isIP(host) ? host : (await lookup(host)).address;
  const resolver = new Resolver({ timeout: timeoutSeconds * 1_000, tries: 1 });
  resolver.setServers([`${address.includes(':') ? `[${address}]` : address}:${port}`]);
  const found = await resolver.resolve(dns?.name ?? '', dns?.type ?? 'A');
  return Array.isArray(found) && found.length > 0 ? { ok: true } : { ok: false, fault: 'no such record' };
};

/** Kinds that need more rights than a process has: raw sockets. */
export const canCheck = ({ kind }: Probe): boolean => kind !== 'icmp';

/** Asks once. Never throws: what goes wrong is the result. */
export const check = async (probe: Probe, traceparent: string, stopped: AbortSignal): Promise<Checked> => {
  const signal = AbortSignal.any([AbortSignal.timeout(probe.timeoutSeconds * 1_000), stopped]);
  try {
    if (probe.kind === 'http') return await checkHttp(probe, traceparent, signal);
    return probe.kind === 'tcp' ? await checkTcp(probe, signal) : await checkDns(probe);
  } catch (error) {
    return { ok: false, fault: reasonOf(error) };
  }
};
