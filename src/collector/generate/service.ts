import { isAllInterfaces } from '../lint/endpoint.ts';
import { REST_MIB } from '../memory.ts';
import { allowed, type Part } from './part.ts';
import { withDefaults } from './topology.ts';

/** A container has memory that is not on the heap: this share of it is the limit. */
const MEMORY_SHARE = 0.8;

/** The health check, which probes and `promtool check healthy` ask. */
export const healthPart = (endpoint: string): Part => ({
  config: {
    extensions: { health_check: { endpoint, path: '/-/healthy' } },
    service: { extensions: ['health_check'] },
  },
  comments: [
    ...(isAllInterfaces(withDefaults(endpoint))
      ? [
          [
            ['extensions', 'health_check', 'endpoint'],
            allowed('listening-on-all-interfaces', 'asked for: probes come from outside of the container'),
          ] as const,
        ]
      : []),
    [['extensions', 'health_check', 'path'], 'The path that `promtool check healthy --url=…` asks.'],
  ],
});

/** Queues on disk. */
export const storagePart = (directory: string): Part => ({
  config: {
    extensions: {
      file_storage: {
        directory,
        create_directory: true,
        compaction: { on_start: true, directory, cleanup_on_start: true },
      },
    },
    service: { extensions: ['file_storage'] },
  },
  comments: [
    [['extensions', 'file_storage'], 'Queues on disk: what waits for a backend survives a restart.'],
    ...(/^(\/tmp|\/var\/tmp|\/dev\/shm|\/run)(\/|$)/.test(withDefaults(directory))
      ? [
          [
            ['extensions', 'file_storage', 'directory'],
            allowed('file-storage-in-temporary-folder', 'asked for: it is gone after a reboot'),
          ] as const,
        ]
      : []),
  ],
});

/** MiB that memory_limiter lets the Collector have in a container of this size: the process needs some beside it. */
export const memoryLimit = (containerMib: number): number =>
  Math.min(Math.floor(containerMib * MEMORY_SHARE), containerMib - REST_MIB);

const shareOf = (containerMib: number): string =>
  memoryLimit(containerMib) === Math.floor(containerMib * MEMORY_SHARE)
    ? '80 %'
    : `All but the ${REST_MIB} MiB that the process needs itself`;

export const memoryPart = (memoryMib: number | string): Part => ({
  config: {
    processors: {
      memory_limiter: {
        check_interval: '500ms',
        limit_mib: typeof memoryMib === 'number' ? memoryLimit(memoryMib) : memoryMib,
      },
    },
  },
  comments: [
    [
      ['processors', 'memory_limiter'],
      'Refuses data near the limit, and the SDK tries again; first, so that nothing is worked on in vain.',
      ...(typeof memoryMib === 'number'
        ? [`${shareOf(memoryMib)} of a container with ${memoryMib} MiB; GOMEMLIMIT is the same.`]
        : []),
    ],
  ],
});

/** The Collector's own metrics, where Prometheus fetches them. */
export const telemetryPart = (host: string, port: string | number): Part => ({
  config: {
    service: {
      telemetry: {
        metrics: {
          readers: [
            {
              pull: {
                exporter: {
                  prometheus: {
                    host,
                    port,
                    without_scope_info: true,
                    without_type_suffix: false,
                    without_units: false,
                  },
                },
              },
            },
          ],
        },
      },
    },
  },
  comments: [
    [
      ['service', 'telemetry', 'metrics', 'readers'],
      'The Collector’s own metrics. Jaeger would take the same port: it is set to 8887.',
    ],
  ],
});
