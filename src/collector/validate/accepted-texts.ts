/**
 * The words that a Go type accepts, which no struct shows, from the sources of the components at 0.155.0. Types that are
 * not here accept any text, or one that only the component can judge.
 */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'config/confignet.TransportType': [
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
  'config/configcompression.Type': [
    'gzip',
    'zlib',
    'deflate',
    'snappy',
    'x-snappy-framed',
    'zstd',
    'lz4',
    'none',
    '',
  ],
  'config/configtelemetry.Level': [
    'none',
    'basic',
    'normal',
    'detailed',
    'None',
    'Basic',
    'Normal',
    'Detailed',
  ],
  'pkg/ottl.ErrorMode': ['propagate', 'ignore', 'silent'],
  'exporter/exporterhelper/internal/request.SizerType': ['bytes', 'items', 'requests'],
  'exporter/otlphttpexporter.EncodingType': ['proto', 'json'],
};

export const acceptedTexts = (goType: string | undefined): readonly string[] | undefined =>
  goType === undefined ? undefined : TEXTS[goType];
