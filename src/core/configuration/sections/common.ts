import { headers as headerPairs, httpUrl, isHeaderName, isHeaderValue } from '../../settings/value-types.ts';
import {
  boolean,
  type Decoder,
  integer,
  list,
  mapped,
  object,
  oneOf,
  present,
  required,
  secret,
  text,
  textThat,
} from '../decode.ts';
import { shown, warn } from '../place.ts';
import type { ExporterSettings } from '../plan.ts';

/** Longest that a timer can wait, in milliseconds: what no limit means. */
const NO_LIMIT_MILLIS = 2_147_483_647;

/** Milliseconds, of which 0 means without a limit. */
export const timeoutMillis: Decoder<number> = mapped(integer(0, NO_LIMIT_MILLIS), (millis) =>
  millis === 0 ? NO_LIMIT_MILLIS : millis,
);

/** For a value of `/development` that has no options. */
export const nothing = object({});

export const includeExclude = mapped(
  object({ included: list(text), excluded: list(text) }),
  ({ included, excluded }) => ({ included, excluded }),
);

const pairs = list(
  object({
    name: required(textThat('the name of a header', (name) => (isHeaderName(name) ? name : undefined))),
    value: present(
      secret('text of printable ASCII, in quotes where it looks like a number', (value) =>
        isHeaderValue(value) ? value : undefined,
      ),
    ),
  }),
);

/** An entry without a value is no entry. */
const headers: Decoder<Readonly<Record<string, string>>> = mapped(pairs, (entries) =>
  Object.fromEntries(
    entries.flatMap(({ name, value }) => (name !== undefined && value !== undefined ? [[name, value]] : [])),
  ),
);

const headersList = secret(headerPairs.accepts, headerPairs.parse);

const COMPRESSIONS: readonly string[] = ['none', 'gzip'];

/** The schema leaves other algorithms to those who have them. */
const compression: Decoder<'none' | 'gzip'> = mapped(text, (name, node, place) => {
  if (COMPRESSIONS.includes(name)) return name as 'none' | 'gzip';
  warn(
    place,
    node.position,
    `${shown(node)} is not supported, only ${COMPRESSIONS.join(' and ')}; none is used`,
  );
  return undefined;
});

const tlsFields = { ca_file: text, key_file: text, cert_file: text } as const;

const shared = { headers, headers_list: headersList, compression, timeout: timeoutMillis } as const;

const grpcEndpoint = textThat(
  'a URL or host:port such as http://localhost:4317',
  (endpoint) => httpUrl.parse(/^https?:\/\//i.test(endpoint) ? endpoint : `http://${endpoint}`) && endpoint,
);

type SignalName = 'Traces' | 'Metrics' | 'Logs';

interface OtlpFields {
  readonly endpoint: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly headers_list: Readonly<Record<string, string>> | undefined;
  readonly compression: 'none' | 'gzip' | undefined;
  readonly timeout: number | undefined;
  readonly tls:
    | {
        readonly ca_file: string | undefined;
        readonly key_file: string | undefined;
        readonly cert_file: string | undefined;
        readonly insecure?: boolean | undefined;
      }
    | undefined;
}

const SELECTORS = { Traces: 'tracesExporter', Metrics: 'metricsExporter', Logs: 'logsExporter' } as const;

const settingsOf = (signal: SignalName, protocol: string, otlp: OtlpFields): ExporterSettings => {
  const own = {
    Endpoint: otlp.endpoint,
    Protocol: protocol,
    Headers: { ...otlp.headers_list, ...otlp.headers },
    TimeoutMillis: otlp.timeout,
    Compression: otlp.compression,
    Insecure: otlp.tls?.insecure,
    Certificate: otlp.tls?.ca_file,
    ClientKey: otlp.tls?.key_file,
    ClientCertificate: otlp.tls?.cert_file,
  };
  const settings = Object.entries(own).map(([key, value]) => [`otlp${signal}${key}`, value]);
  return { ...Object.fromEntries(settings), [SELECTORS[signal]]: ['otlp'] };
};

/** @param more what the exporter of metrics has besides */
export const otlpHttp = <const F extends Readonly<Record<string, Decoder<unknown>>>>(
  signal: SignalName,
  more: F,
) =>
  mapped(
    object({
      endpoint: textThat(httpUrl.accepts, httpUrl.parse),
      tls: object(tlsFields),
      encoding: oneOf(['protobuf', 'json']),
      ...shared,
      ...more,
    }),
    (otlp) => ({
      settings: settingsOf(
        signal,
        (otlp as { encoding?: string }).encoding === 'json' ? 'http/json' : 'http/protobuf',
        otlp as unknown as OtlpFields,
      ),
      otlp,
    }),
  );

export const otlpGrpc = <const F extends Readonly<Record<string, Decoder<unknown>>>>(
  signal: SignalName,
  more: F,
) =>
  mapped(
    object({
      endpoint: grpcEndpoint,
      tls: object({ ...tlsFields, insecure: boolean }),
      ...shared,
      ...more,
    }),
    (otlp) => ({ settings: settingsOf(signal, 'grpc', otlp as unknown as OtlpFields), otlp }),
  );

export const otlpFile = object({ output_stream: text });

/** Why `otlp_file/development` is not there. */
export const NO_FILE_EXPORTER = 'export to files is not supported';
