import { optional, setting } from '../setting.ts';
import { anyText, boolean, integer, type ValueType } from '../value-types.ts';

const PROXY_URL =
  /^(?:https?:\/\/)?(?:[^\s/?#@]{1,512}@)?(?:\[[0-9a-f:.]{2,45}\]|[^\s/?#:@[\]]{1,253})(?::\d{1,5})?\/?$/i;

/** A URL, with or without a user and a password; `http://` where it has no scheme. */
const proxyUrl: ValueType<string> = {
  accepts: 'a URL such as http://proxy:3128',
  parse: (text) => {
    const url = /^\w+:\/\//.test(text) ? text : `http://${text}`;
    return PROXY_URL.test(url) ? url : undefined;
  },
};

/** What happens to telemetry that cannot be sent at once, and the way that it takes. */
export const delivery = {
  queueMaxBytes: setting(
    'BINNACLE_QUEUE_MAX_BYTES',
    integer(65_536, 1_073_741_824),
    8_388_608,
    'most memory for the encoded batches of one signal that wait to be sent; the oldest are dropped first',
    { unit: 'bytes' },
  ),
  bufferDir: optional(
    'BINNACLE_BUFFER_DIR',
    anyText,
    'a folder on a local disk for batches that could not be sent; this process or the next sends them',
  ),
  bufferMaxBytes: setting(
    'BINNACLE_BUFFER_MAX_BYTES',
    integer(65_536, 1_099_511_627_776),
    67_108_864,
    'most that is kept in that folder; the oldest batches are dropped first',
    { unit: 'bytes' },
  ),
  bufferMaxAgeMillis: setting(
    'BINNACLE_BUFFER_MAX_AGE',
    integer(1_000),
    86_400_000,
    'longest time that a batch is kept there',
    { unit: 'ms' },
  ),
  bufferFirst: setting(
    'BINNACLE_BUFFER_FIRST',
    boolean,
    false,
    'writes each batch to that folder before it is sent, not only when it could not be sent',
  ),
  otlpHeadersFile: optional(
    'BINNACLE_OTLP_HEADERS_FILE',
    anyText,
    'file with more headers of each export, one `name: value` a line; read again when it changes, for tokens that do',
  ),
  httpsProxy: optional('https_proxy', proxyUrl, 'proxy for endpoints with `https`', {
    aliases: ['HTTPS_PROXY'],
    secret: true,
  }),
  httpProxy: optional('http_proxy', proxyUrl, 'proxy for endpoints with `http`', {
    aliases: ['HTTP_PROXY'],
    secret: true,
  }),
  noProxy: optional(
    'no_proxy',
    anyText,
    'hosts that are reached without a proxy: names with all below them, addresses, networks such as `10.0.0.0/8`, each with or without a port, or `*`; this machine always is',
    { aliases: ['NO_PROXY'] },
  ),
} as const;
