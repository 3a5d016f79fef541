import { type Browsers, DEFAULTS, withDefaults } from '../topology.ts';
import { MOST_BODY_BYTES } from './part.ts';

export interface BrowserProxy {
  readonly browsers: Pick<Browsers, 'listen' | 'countryHeader'> & {
    /** A text is a file with the lines of `renderOriginLines`. */
    readonly origins: readonly string[] | string;
  };
  /** Without it the proxy is behind another one, which has TLS. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** The receiver of the Collector has TLS too; `client` is shown to it. */
  readonly isTlsBehind?: boolean;
  readonly client?: { readonly certFile: string; readonly keyFile: string; readonly serverName: string };
  /** Lines of the block `http`: variables that the files above are named by, or where names are looked up. */
  readonly variables?: readonly string[];
  readonly log?: string;
  /** What nginx listens to. */
  readonly listen: string;
  readonly written: readonly string[];
}

/** Where nginx finds what it shows, as in the secured stack. */
export const PROXY_TLS = { certFile: '/etc/binnacle/server.crt', keyFile: '/etc/binnacle/server.key' };
export const PROXY_PORT = '4443';

/** An origin in which `*` stands for labels of a name or a port, as a pattern of nginx. */
const originKey = (origin: string): string =>
  origin.includes('*')
    ? `"~^${origin.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$"`
    : `"${origin}"`;

/** What nginx answers itself is for pages of these: lines of a `map`. */
export const renderOriginLines = (origins: readonly string[]): string =>
  origins.map((origin) => `${originKey(origin)} $http_origin;\n`).join('');

const variableOf = (header: string): string => `$http_${header.toLowerCase().replaceAll('-', '_')}`;

/** Refused by the proxy itself: without these headers the page would see no answer at all. */
const refusal = (name: string, status: number, seconds?: number): string => `
    location @${name} {
      internal;
      add_header Access-Control-Allow-Origin $allowed_origin always;
      add_header Access-Control-Expose-Headers Retry-After always;
      add_header Vary Origin always;${seconds === undefined ? '' : `\n      add_header Retry-After ${seconds} always;`}
      return ${status};
    }`;

/** A configuration of nginx that stands between pages and the Collector's receiver for them. */
export const renderBrowsersProxy = ({
  browsers,
  tls,
  isTlsBehind = false,
  client,
  variables = [],
  log = '/var/log/binnacle/browsers.log',
  listen,
  written,
}: BrowserProxy): string => {
  const { countryHeader = DEFAULTS.countryHeader, origins } = browsers;
  const collector = withDefaults(browsers.listen ?? DEFAULTS.browsersListen);
  const originLines = typeof origins === 'string' ? `include ${origins};\n` : renderOriginLines(origins);
  return `${written.map((line) => `# ${line}`).join('\n')}
# Between pages and the Collector: sizes and rates are limited, and nothing of a request gets through but what is listed.
#
# The address of a client is counted in memory for the limits. It is in no log, and the Collector is not told.
daemon off;
worker_processes 2;
pid /tmp/nginx.pid;
# "error" would write the addresses of those who are limited.
error_log stderr crit;

events {
  worker_connections 4096;
}

http {
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  default_type application/json;
  server_tokens off;
${variables.map((line) => `  ${line}\n`).join('')}
  log_format refused escape=json '{"time":"$time_iso8601","method":"$request_method","path":"$uri","status":$status,"bytes":$request_length}';
  map $status $is_refused { default 0; ~^[45] 1; }
  access_log ${log} refused if=$is_refused;

  map $http_origin $allowed_origin {
    default "";
${originLines.replace(/^(?=.)/gm, '    ')}  }
  # Who knows the country says it: a network in front of this, or the module ngx_http_geoip2, with
  #   geoip2 /var/lib/GeoLite2-Country.mmdb { $country country iso_code; }
  # in the place of this map.
  map ${variableOf(countryHeader)} $country { default ""; "~^[A-Z][A-Z]$" ${variableOf(countryHeader)}; }

  # One page sends a batch every five seconds; many people may share an address.
  limit_req_zone $binary_remote_addr zone=address:10m rate=20r/s;
  limit_req_zone $server_name zone=everybody:1m rate=500r/s;
  limit_conn_zone $binary_remote_addr zone=connections:10m;
  limit_req_status 429;
  limit_conn_status 429;
  client_header_timeout 10s;
  client_body_timeout 10s;
  # A batch has 60 KB at most; it never waits on disk.
  client_max_body_size ${MOST_BODY_BYTES};
  client_body_buffer_size ${MOST_BODY_BYTES};

  server {
    listen ${listen}${tls ? ' ssl http2' : ''};${
      tls
        ? `
    ssl_certificate ${tls.certFile};
    ssl_certificate_key ${tls.keyFile};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_tickets off;`
        : ''
    }
    error_page 413 @large;
    error_page 429 @busy;
    error_page 502 503 504 @away;

    location ~ ^/v1/(traces|logs)$ {
      limit_except POST OPTIONS { deny all; }
      limit_req zone=address burst=100 nodelay;
      limit_req zone=everybody burst=1000 nodelay;
      limit_conn connections 100;
      proxy_pass_request_headers off;
      proxy_set_header Host $host;
      proxy_set_header Content-Type $content_type;
      proxy_set_header Content-Encoding $http_content_encoding;
      proxy_set_header Origin $http_origin;
      proxy_set_header Access-Control-Request-Method $http_access_control_request_method;
      proxy_set_header Access-Control-Request-Headers $http_access_control_request_headers;
      proxy_set_header User-Agent $http_user_agent;
      proxy_set_header X-Api-Key $http_x_api_key;
      proxy_set_header ${countryHeader} $country;
      proxy_http_version 1.1;
      proxy_connect_timeout 2s;
${
  isTlsBehind
    ? `      proxy_ssl_verify on;
      proxy_ssl_trusted_certificate /etc/binnacle/ca.crt;${
        client
          ? `
      proxy_ssl_name ${client.serverName};
      proxy_ssl_certificate ${client.certFile};
      proxy_ssl_certificate_key ${client.keyFile};
      proxy_ssl_protocols TLSv1.2 TLSv1.3;`
          : ''
      }
      proxy_pass https://${collector};`
    : `      proxy_pass http://${collector};`
}
    }
    location / { return 404; }
${refusal('large', 413)}
${refusal('busy', 429, 10)}
${refusal('away', 503, 30)}
  }
}
`;
};

/** The text of `deploy/browsers/nginx.conf`. */
export const renderOwnBrowsersProxy = (): string =>
  renderBrowsersProxy({
    browsers: { origins: ['https://shop.example', 'https://*.shop.example'] },
    tls: PROXY_TLS,
    listen: PROXY_PORT,
    written: [
      'Written by `npm run generate` from src/collector; with the origins of your pages it comes from',
      '`binnacle collector generate --browsers https://shop.example`.',
    ],
  });

/** The text of `deploy/secure/browsers.conf`: the same in the secured stack, whose parts show each other certificates. */
export const renderSecureBrowsersProxy = (): string =>
  renderBrowsersProxy({
    browsers: { origins: '/etc/binnacle/origins.conf', listen: '$collector' },
    tls: { certFile: '$pages/server.crt', keyFile: '$pages/server.key' },
    isTlsBehind: true,
    client: { certFile: '$files/client.crt', keyFile: '$files/client.key', serverName: 'collector' },
    variables: [
      '# Docker’s own: an address may change when a container is made anew.',
      'resolver 127.0.0.11 valid=10s ipv6=off;',
      'map "" $collector { default collector:4319; }',
      '# By a variable: nginx then reads them for each handshake, and renewed ones need no restart.',
      'map "" $files { default /etc/binnacle; }',
      'map "" $pages { default /etc/binnacle-pages; }',
    ],
    log: '/dev/stdout',
    listen: PROXY_PORT,
    written: [
      'Written by `npm run generate` from src/collector: the way in for pages of docker-compose.secure-browsers.yml.',
    ],
  });
