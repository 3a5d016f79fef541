import { optional, setting } from '../setting.ts';
import { anyText, boolean, headers, httpUrl, integer, listOf, oneOf } from '../value-types.ts';

/** Profiles of CPU and heap: what is taken, how often, and where it goes. */
export const profiling = {
  profilingEnabled: setting(
    'BINNACLE_PROFILING',
    boolean,
    false,
    'takes profiles of CPU and heap all the time, and looks for memory leaks',
    { aliases: ['APM_PROFILING_ENABLED'] },
  ),
  profilingKinds: setting(
    'BINNACLE_PROFILING_KINDS',
    listOf(['cpu', 'heap', 'leaks']),
    ['cpu', 'heap', 'leaks'],
    'what is taken all the time',
  ),
  profilingEngine: setting(
    'BINNACLE_PROFILING_ENGINE',
    oneOf(['auto', 'datadog', 'inspector']),
    'auto',
    "what takes samples: `@datadog/pprof`, which knows span and route of those of the CPU and reads a heap without stopping the program, or V8's own profiler; `auto` takes the first where it is installed (for the CPU on Node 24 or later)",
  ),
  profilingSampleMillis: setting(
    'BINNACLE_PROFILING_SAMPLE_INTERVAL',
    integer(1, 1_000),
    20,
    'time between two samples of the CPU',
    { unit: 'ms' },
  ),
  profilingHeapBytes: setting(
    'BINNACLE_PROFILING_HEAP_INTERVAL',
    integer(1_024, 1_073_741_824),
    2_097_152,
    'one allocation of so many bytes is sampled, on average',
    { unit: 'bytes' },
  ),
  profilingPeriodMillis: setting(
    'BINNACLE_PROFILING_PERIOD',
    integer(1_000, 86_400_000),
    60_000,
    'time from one profile to the next; longer where to take one stops the program',
    { unit: 'ms' },
  ),
  profilingWindowMillis: setting(
    'BINNACLE_PROFILING_WINDOW',
    integer(100, 86_400_000),
    10_000,
    'for how much of that time samples of the CPU are taken; all the time where it is no shorter',
    { unit: 'ms' },
  ),
  profilingExporter: setting(
    'BINNACLE_PROFILING_EXPORTER',
    listOf(['file', 'otlp', 'pyroscope', 'none']),
    ['file'],
    'where profiles go: `file` is `BINNACLE_PROFILING_DIR`, `otlp` the development signal of OTLP over HTTP',
  ),
  profilingDir: setting(
    'BINNACLE_PROFILING_DIR',
    anyText,
    'profiles',
    'folder of the profiles, each a `.pb.gz` that `binnacle profile` and pprof read',
  ),
  profilingMaxBytes: setting(
    'BINNACLE_PROFILING_MAX_BYTES',
    integer(1_048_576),
    104_857_600,
    'most that the profiles of that folder take; the oldest make room',
    { unit: 'bytes' },
  ),
  otlpProfilesEndpoint: optional(
    'OTEL_EXPORTER_OTLP_PROFILES_ENDPOINT',
    httpUrl,
    'the whole URL for profiles; the endpoint of all signals with `/v1development/profiles`',
  ),
  pyroscopeUrl: setting(
    'BINNACLE_PYROSCOPE_URL',
    httpUrl,
    'http://localhost:4040',
    'the Pyroscope server that gets profiles',
  ),
  pyroscopeHeaders: setting('BINNACLE_PYROSCOPE_HEADERS', headers, {}, 'headers of each request to it', {
    secret: true,
  }),
  profilingSignal: optional(
    'BINNACLE_PROFILING_SIGNAL',
    oneOf(['sigusr2', 'sigio', 'sigwinch']),
    'a signal that asks for a profile of CPU and one of heap, now',
  ),
  profilingDurationMillis: setting(
    'BINNACLE_PROFILING_DURATION',
    integer(100, 60_000),
    10_000,
    'how long a profile lasts that is asked for by the signal',
    { unit: 'ms' },
  ),
  profilingPort: optional(
    'BINNACLE_PROFILING_PORT',
    integer(0, 65_535),
    'port of the page, on this machine only, that gives profiles to who has the token; `0` is a free one, told in the log',
  ),
  profilingToken: optional(
    'BINNACLE_PROFILING_TOKEN',
    anyText,
    'the token of that page, at least 16 characters',
    {
      secret: true,
    },
  ),
  profilingTokenFile: optional(
    'BINNACLE_PROFILING_TOKEN_FILE',
    anyText,
    'a file with the token of that page; wins over the variable',
  ),
  leakWindowMillis: setting(
    'BINNACLE_LEAK_WINDOW',
    integer(1_000, 86_400_000),
    3_600_000,
    'the time over which memory has to grow to be a leak',
    { unit: 'ms' },
  ),
  leakLeastBytes: setting(
    'BINNACLE_LEAK_LEAST_BYTES',
    integer(1),
    10_485_760,
    'growth in that time that is no matter',
    { unit: 'bytes' },
  ),
} as const;
