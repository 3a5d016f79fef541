interface Accepted {
  readonly texts: readonly string[];
  readonly ignoresCase?: boolean;
}

const OTTL_CONTEXTS: Accepted = {
  texts: ['resource', 'scope', 'span', 'spanevent', 'metric', 'datapoint', 'log', 'profile'],
  ignoresCase: true,
};

/**
 * The words that a Go type accepts, which no struct shows, from the sources of the components at 0.155.0. Types that are
 * not here accept any text, or one that only the component can judge: see types/.
 */
const TEXTS: Readonly<Record<string, Accepted>> = {
  'config/confignet.TransportType': {
    texts: [
      'tcp',
      'tcp4',
      'tcp6',
      'udp',
      'udp4',
      'udp6',
      'ip',
      'ip4',
      'ip6',
      'unix',
      'unixgram',
      'unixpacket',
      'npipe',
      '',
    ],
  },
  'config/configcompression.Type': {
    texts: ['gzip', 'zlib', 'deflate', 'snappy', 'x-snappy-framed', 'zstd', 'lz4', 'none', ''],
  },
  'config/configtelemetry.Level': { texts: ['none', 'basic', 'normal', 'detailed'], ignoresCase: true },
  'connector/spanmetricsconnector/internal/metrics.Unit': { texts: ['ms', 's'], ignoresCase: true },
  'exporter/exporterhelper/internal/request.SizerType': { texts: ['bytes', 'items', 'requests'] },
  'exporter/otlphttpexporter.EncodingType': { texts: ['proto', 'json'] },
  'go.uber.org/zap/zapcore.Level': {
    texts: ['debug', 'info', 'warn', 'warning', 'error', 'dpanic', 'panic', 'fatal', ''],
    ignoresCase: true,
  },
  'pkg/ottl.ErrorMode': { texts: ['propagate', 'ignore', 'silent'], ignoresCase: true },
  'processor/cumulativetodeltaprocessor/internal/tracking.InitialValue': { texts: ['auto', 'keep', 'drop'] },
  'processor/filterprocessor/internal/condition.ContextID': OTTL_CONTEXTS,
  'processor/probabilisticsamplerprocessor.SamplerMode': {
    texts: ['hash_seed', 'equalizing', 'proportional', ''],
  },
  'processor/redactionprocessor.HashFunction': {
    texts: ['sha1', 'md5', 'sha3', 'hmac-sha256', 'hmac-sha512', ''],
    ignoresCase: true,
  },
  'processor/transformprocessor/internal/common.ContextID': OTTL_CONTEXTS,
  // Read as YAML by Prometheus.
  'github.com/prometheus/common/config.TLSVersion': { texts: ['TLS10', 'TLS11', 'TLS12', 'TLS13'] },
  'github.com/prometheus/common/model.ValidationScheme': { texts: ['utf8', 'legacy', ''] },
  'github.com/prometheus/prometheus/config.ScrapeProtocol': {
    texts: [
      'PrometheusProto',
      'PrometheusText0.0.4',
      'PrometheusText1.0.0',
      'OpenMetricsText0.0.1',
      'OpenMetricsText1.0.0',
      '',
    ],
  },
  'github.com/prometheus/prometheus/model/relabel.Action': {
    texts: [
      'replace',
      'keep',
      'drop',
      'keepequal',
      'dropequal',
      'hashmod',
      'labelmap',
      'labeldrop',
      'labelkeep',
      'lowercase',
      'uppercase',
    ],
    ignoresCase: true,
  },
};

/** What is expected instead, or nothing where the text is accepted. */
export const expectedTexts = (goType: string | undefined, text: string): string | undefined => {
  const accepted = goType === undefined ? undefined : TEXTS[goType];
  if (!accepted || accepted.texts.includes(accepted.ignoresCase ? text.toLowerCase() : text))
    return undefined;
  return `one of ${accepted.texts.filter((one) => one !== '').join(', ')}`;
};

export const hasAcceptedTexts = (goType: string | undefined): boolean =>
  goType !== undefined && Object.hasOwn(TEXTS, goType);

/** The words that a type accepts; undefined where it is no matter of words. */
export const acceptedTexts = (goType: string | undefined): Accepted | undefined =>
  goType === undefined ? undefined : TEXTS[goType];
