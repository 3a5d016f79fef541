import type { OtlpTarget } from '../../../node/exporters/otlp-target.ts';
import { isLoopbackUrl } from '../../loopback.ts';

/** What came of sending: an answer, or none. */
export interface Outcome {
  /** Of HTTP; undefined without an answer, and for `grpc`. */
  readonly status?: number;
  readonly contentType?: string;
  readonly location?: string;
  /** The answer's text, or the error's message. */
  readonly text: string;
  /** Of the error: `ECONNREFUSED`. */
  readonly code?: string;
}

export interface Place {
  readonly inContainer: boolean;
}

interface Situation extends Outcome {
  readonly target: OtlpTarget;
  readonly url: URL;
  readonly isGrpc: boolean;
  readonly isLocal: boolean;
  readonly place: Place;
  /** `OTEL_EXPORTER_OTLP_TRACES_` */
  readonly variable: string;
}

const GRPC_PORT = '4317';
const HTTP_PORT = '4318';

/** The faults of TLS that mean another protocol on the other side. */
const NO_TLS = /wrong version number|packet length too long|EPROTO|record layer failure/i;
const UNKNOWN_CERTIFICATE =
  /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|self-signed|unable to (?:verify|get)/i;
const AUTHORIZATION = /^(?:authorization|.*(?:key|token|secret|team|auth).*)$/i;

const swapPort = (url: URL, port: string): string => {
  const other = new URL(url);
  other.port = port;
  return other.origin;
};

type Advice = readonly [applies: (situation: Situation) => boolean, say: (situation: Situation) => string];

/** The first that applies is given; the more special ones come first. */
const ADVICE: readonly Advice[] = [
  [
    ({ code, text, isLocal, place }) =>
      isLocal && place.inContainer && /ECONNREFUSED/.test(`${code} ${text}`),
    ({ url }) =>
      `inside a container ${url.hostname} is the container itself; name the Collector's host, such as http://collector:${url.port} or http://host.docker.internal:${url.port}`,
  ],
  [
    ({ isGrpc, url, status, code, text }) =>
      !isGrpc &&
      url.port === GRPC_PORT &&
      (status === undefined ? !/ECONNREFUSED|ENOTFOUND/.test(`${code} ${text}`) : status >= 400),
    ({ url }) =>
      `${GRPC_PORT} is the port for gRPC: set OTEL_EXPORTER_OTLP_PROTOCOL=grpc, or the endpoint to ${swapPort(url, HTTP_PORT)}`,
  ],
  [
    ({ isGrpc, url, text }) =>
      isGrpc && url.port === HTTP_PORT && !/ECONNREFUSED|ENOTFOUND|UNAUTHENTICATED/.test(text),
    ({ url }) =>
      `${HTTP_PORT} is the port for HTTP: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or the endpoint to ${swapPort(url, GRPC_PORT)}`,
  ],
  [
    ({ isGrpc, code, text }) => !isGrpc && /HPE_INVALID|Parse Error/.test(`${code} ${text}`),
    ({ url }) =>
      `${url.host} speaks no HTTP/1, so it may be a port for gRPC: set OTEL_EXPORTER_OTLP_PROTOCOL=grpc, or name the port for HTTP`,
  ],
  [
    ({ isGrpc, text }) => isGrpc && /Protocol error|HTTP status code/i.test(text),
    ({ url }) =>
      `${url.host} speaks no gRPC, so it may be a port for HTTP: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or name the port for gRPC`,
  ],
  [
    ({ status, text }) => status === 400 && /HTTP request (?:was )?(?:sent )?to an? HTTPS/i.test(text),
    ({ url }) => `the server speaks HTTPS: write https://${url.host}`,
  ],
  [
    ({ url, text, code }) => url.protocol === 'https:' && NO_TLS.test(`${code} ${text}`),
    ({ url }) => `the server speaks no TLS: write http://${url.host}, or take its port for HTTPS`,
  ],
  [
    ({ code, text }) => UNKNOWN_CERTIFICATE.test(`${code} ${text}`),
    () =>
      "the server's certificate is signed by nobody that Node knows: name the file with the authority in OTEL_EXPORTER_OTLP_CERTIFICATE",
  ],
  [
    ({ code, text }) => /CERT_HAS_EXPIRED|certificate has expired/.test(`${code} ${text}`),
    () => "the server's certificate is out of date, or the clock of this machine is wrong",
  ],
  [
    ({ code, text }) => /ERR_TLS_CERT_ALTNAME_INVALID|altnames/.test(`${code} ${text}`),
    () => "the server's certificate is for another name: write the endpoint as the certificate has it",
  ],
  [
    ({ code, text }) => /ENOTFOUND|EAI_AGAIN|ETIMEOUT/.test(`${code} ${text}`),
    ({ url }) => `no such host as ${url.hostname}: correct the endpoint, or the DNS of this machine`,
  ],
  [
    ({ code, text, isLocal }) => isLocal && /ECONNREFUSED/.test(`${code} ${text}`),
    ({ url }) => `nothing listens at ${url.host}: start a Collector, or try npx binnacle up`,
  ],
  [
    ({ code, text }) => /ECONNREFUSED/.test(`${code} ${text}`),
    ({ url }) => `nothing listens at ${url.host}: is the Collector up, and is this its port?`,
  ],
  [
    ({ text }) => /no answer in time|DEADLINE_EXCEEDED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/.test(text),
    ({ url }) => `${url.host} does not answer: a firewall, a network policy or a proxy may be between`,
  ],
  [
    ({ status, text }) => status === 401 || status === 403 || /UNAUTHENTICATED|PERMISSION_DENIED/.test(text),
    ({ target: { headers } }) =>
      Object.keys(headers).some((name) => AUTHORIZATION.test(name))
        ? 'the key in OTEL_EXPORTER_OTLP_HEADERS is not accepted: is it complete, for this endpoint, and URL-encoded (Bearer%20…)?'
        : 'no key is sent: set OTEL_EXPORTER_OTLP_HEADERS, such as authorization=Bearer%20…',
  ],
  [
    ({ url }) => /\/v1\/\w+\/v1\/\w+$/.test(url.pathname),
    () =>
      'OTEL_EXPORTER_OTLP_ENDPOINT is given without /v1/traces and its like, which are appended to it for each signal',
  ],
  [
    ({ status, url, target }) =>
      (status === 404 || status === 405) && !url.pathname.endsWith(`/v1/${target.signal}`),
    ({ variable, url, target }) =>
      `${variable}ENDPOINT is the whole URL and used as it is: ${url.origin}/v1/${target.signal} is usual`,
  ],
  [
    ({ status }) => status === 404 || status === 405,
    ({ url, target }) =>
      `there is no OTLP receiver for ${target.signal} at ${url.host}: the wrong port, or a pipeline for ${target.signal} is missing in the Collector`,
  ],
  [
    ({ text, isGrpc }) => isGrpc && /UNIMPLEMENTED/.test(text),
    ({ target }) =>
      `the server takes no ${target.signal} by gRPC: a pipeline for ${target.signal} may be missing`,
  ],
  [
    ({ status, location }) => status !== undefined && status >= 300 && status < 400 && location !== undefined,
    ({ location }) =>
      `the server sends us on to ${location}, which exports do not follow: write that as the endpoint`,
  ],
  [
    ({ status }) => status === 415,
    ({ target }) =>
      `the server does not take ${target.protocol}: set OTEL_EXPORTER_OTLP_PROTOCOL=${target.protocol === 'http/json' ? 'http/protobuf' : 'http/json'}`,
  ],
  [
    ({ status, target }) => status === 400 && target.compression === 'gzip',
    () => 'the server may not take gzip: set OTEL_EXPORTER_OTLP_COMPRESSION=none',
  ],
  [({ status }) => status === 413, () => 'the server takes no request of this size'],
  [
    ({ status, text }) => status === 429 || /RESOURCE_EXHAUSTED/.test(text),
    () => 'the server takes no more for now: a quota or a rate limit',
  ],
  [
    ({ status }) => status !== undefined && status >= 500,
    ({ url }) => `the server at ${url.host} has a fault of its own, or the proxy before it does not reach it`,
  ],
  [
    ({ status, contentType }) => status !== undefined && status < 300 && /text\/html/.test(contentType ?? ''),
    ({ url }) => `a web page answers at ${url.host}, and no OTLP receiver: the wrong port or host`,
  ],
  [
    ({ code, text, url }) => url.protocol === 'http:' && /ECONNRESET|socket hang up/.test(`${code} ${text}`),
    ({ url }) => `the server hangs up: does ${url.host} want https://, or gRPC?`,
  ],
];

/** What a person can do about it; undefined where nothing is known. */
export const adviceOn = (target: OtlpTarget, outcome: Outcome, place: Place): string | undefined => {
  if (!URL.canParse(target.url)) return undefined;
  const url = new URL(target.url);
  const situation: Situation = {
    ...outcome,
    target,
    url,
    place,
    isGrpc: target.protocol === 'grpc',
    isLocal: isLoopbackUrl(url),
    variable: `OTEL_EXPORTER_OTLP_${target.signal.toUpperCase()}_`,
  };
  return ADVICE.find(([applies]) => applies(situation))?.[1](situation);
};

/** What could be better where telemetry arrives. */
export const hintsOn = (target: OtlpTarget): readonly string[] => {
  if (!URL.canParse(target.url)) return [];
  const url = new URL(target.url);
  if (isLoopbackUrl(url)) return [];
  const { protocol, hostname } = url;
  return [
    ...(protocol === 'http:'
      ? [`telemetry travels to ${hostname} without encryption; https:// would protect it`]
      : []),
    ...(target.compression === 'none'
      ? [`OTEL_EXPORTER_OTLP_COMPRESSION=gzip would make what travels to ${hostname} a fraction of its size`]
      : []),
  ];
};
