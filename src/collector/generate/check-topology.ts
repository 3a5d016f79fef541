import { nearest } from '../../core/nearest.ts';
import { presets } from '../../core/sampling/presets.generated.ts';
import { isUnbounded } from '../lint/unbounded.ts';
import { browsersFaults } from './browsers/check.ts';
import { backendFaults, headerFaults, isHostAndPort } from './check-backend.ts';
import { listenFaults, samplerFaults } from './check-listen.ts';
import { isLocal } from './clients.ts';
import { collectorBackends, findBackend } from './find-backend.ts';
import { nameOf, signalsOf } from './outlets.ts';
import { STATSD_ENDPOINT } from './statsd.ts';
import { TOPOLOGY_SIGNALS, type Topology } from './topology.ts';
import { NAME_PATTERN } from './topology-shape.ts';
import { countsSpans, topologySignals } from './topology-signals.ts';

/** Something that cannot be, and what would work. */
export interface TopologyFault {
  /** Leads into the topology. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** How the user says a thing: by a key of a file, or by a flag. */
export interface Words {
  readonly plainText: string;
  readonly tls: string;
  readonly clientCa: string;
  readonly bearer: string;
  readonly noAuth: string;
  readonly samplers: string;
  readonly listen: string;
}

const FILE_WORDS: Words = {
  plainText: 'plainText: true',
  tls: 'tls with certFile and keyFile',
  clientCa: 'tls.clientCaFile',
  bearer: 'auth: bearer',
  noAuth: 'auth: none',
  samplers: 'samplers with hosts, dns or kubernetes',
  listen: 'listen.address or samplers.listen',
};

const MIN_MEMORY_MIB = 128;

const backendsFaults = ({ backends }: Topology, words: Words): readonly TopologyFault[] => {
  if (backends.length === 0)
    return [
      {
        path: ['backends'],
        message: `there is none; known: ${collectorBackends.map(({ id }) => id).join(', ')}`,
      },
    ];
  const names = backends.map(nameOf);
  return backends.flatMap((use, index) => {
    const path = ['backends', index];
    const name = nameOf(use);
    return [
      ...backendFaults(use, path, words),
      ...(names.indexOf(name) < index
        ? [
            {
              path: [...path, use.name === undefined ? 'type' : 'name'],
              message: `there are two "${name}"; give each a name`,
            },
          ]
        : []),
      ...(new RegExp(NAME_PATTERN).test(name)
        ? []
        : [
            {
              path: [...path, 'name'],
              message: `"${name}" is not accepted; expected letters, digits, . _ -`,
            },
          ]),
    ];
  });
};

const signalFaults = (topology: Topology): readonly TopologyFault[] => {
  const signals = topologySignals(topology);
  if (signals.length === 0)
    return [{ path: ['signals'], message: `there is none; known: ${TOPOLOGY_SIGNALS.join(', ')}` }];
  return signals.flatMap((signal) => {
    if (topology.backends.some((use) => signalsOf(use, [signal]).length > 0)) return [];
    const takers = collectorBackends
      .filter(({ signals: taken }) => taken.includes(signal))
      .map(({ id }) => id);
    return [
      {
        path: ['signals'],
        message: `no backend gets ${signal}; those that take ${signal}: ${takers.join(', ')}`,
      },
    ];
  });
};

const samplingFaults = (topology: Topology): readonly TopologyFault[] => {
  const { sampling, topology: kind } = topology;
  const known = presets.map(({ id }) => id);
  const say = (message: string) => [{ path: ['sampling'], message }];
  if (kind === 'tail-sampling' && !topologySignals(topology).includes('traces'))
    return [
      { path: ['signals'], message: 'tail-sampling is for traces, and they are not among the signals' },
    ];
  if (sampling === undefined) return [];
  if (!known.includes(sampling)) {
    const near = nearest(sampling, known);
    return say(
      `there is no preset "${sampling}"; ${near ? `did you mean "${near}"? ` : ''}known: ${known.join(', ')}`,
    );
  }
  if (kind === 'agent')
    return say('an agent sees a part of each trace; sample in the topology single, gateway or tail-sampling');
  return topologySignals(topology).includes('traces')
    ? []
    : say('is for traces, and they are not among the signals');
};

const spanMetricsFaults = (topology: Topology): readonly TopologyFault[] => {
  const { spanMetrics, dimensions = [], seriesLimit, backends } = topology;
  const say = (message: string) => [{ path: ['spanMetrics'], message }];
  const wrong = dimensions.findIndex(isUnbounded);
  return [
    ...(spanMetrics && !topologySignals(topology).includes('traces')
      ? say('are made of traces, and they are not among the signals')
      : []),
    ...(countsSpans(topology) && !backends.some((use) => signalsOf(use, ['metrics']).length > 0)
      ? say('need a backend that takes metrics, such as prometheus')
      : []),
    ...(dimensions.length > 0 && !countsSpans(topology)
      ? [{ path: ['dimensions'], message: 'are those of span metrics, which this topology does not make' }]
      : []),
    ...(wrong >= 0
      ? [
          {
            path: ['dimensions', wrong],
            message: `"${dimensions[wrong]}" has values without end, and each makes new series`,
          },
        ]
      : []),
    ...(seriesLimit !== undefined && !(Number.isInteger(seriesLimit) && seriesLimit >= 1)
      ? [{ path: ['seriesLimit'], message: `${seriesLimit} is not accepted; expected a whole number from 1` }]
      : []),
  ];
};

const statsdFaults = (topology: Topology): readonly TopologyFault[] => {
  const { statsd } = topology;
  if (statsd === undefined) return [];
  const say = (message: string) => [{ path: ['statsd'], message }];
  if (!isHostAndPort(statsd))
    return say(`"${statsd}" is not accepted; expected host:port, such as ${STATSD_ENDPOINT}`);
  if (!isLocal(statsd))
    return say(
      `${statsd} is reached over the network, where anybody could send; expected an address of this machine, such as ${STATSD_ENDPOINT}`,
    );
  return topologySignals(topology).includes('metrics')
    ? []
    : say('is metrics, and they are not among the signals');
};

const tenantFaults = ({ tenants, backends }: Topology): readonly TopologyFault[] => {
  if (!tenants) return [];
  const ids = tenants.tenants.map(({ id }) => id);
  const names = backends.map(nameOf);
  const one = backends.findIndex(({ type }) => findBackend(type)?.oneTenant !== undefined);
  return [
    ...(ids.length === 0 ? [{ path: ['tenants', 'tenants'], message: 'there is none' }] : []),
    ...(tenants.attribute.trim() === ''
      ? [
          {
            path: ['tenants', 'attribute'],
            message: 'is empty; expected an attribute of the resource, such as tenant.id',
          },
        ]
      : []),
    ...(tenants.otherwise !== undefined && !ids.includes(tenants.otherwise)
      ? [
          {
            path: ['tenants', 'otherwise'],
            message: `there is no tenant "${tenants.otherwise}"; known: ${ids.join(', ')}`,
          },
        ]
      : []),
    ...(one >= 0
      ? [
          {
            path: ['backends', one, 'type'],
            message: `${backends[one]?.type} cannot keep tenants apart: ${findBackend(backends[one]?.type ?? '')?.oneTenant}`,
          },
        ]
      : []),
    ...tenants.tenants.flatMap(({ id, headers, backends: own = [] }, index) => {
      const path = ['tenants', 'tenants', index];
      const unknown = own.find((name) => !names.includes(name));
      return [
        ...(new RegExp(NAME_PATTERN).test(id)
          ? []
          : [{ path: [...path, 'id'], message: `"${id}" is not accepted; expected letters, digits, . _ -` }]),
        ...(ids.indexOf(id) < index ? [{ path: [...path, 'id'], message: `there are two "${id}"` }] : []),
        ...(unknown === undefined
          ? []
          : [
              {
                path: [...path, 'backends'],
                message: `there is no backend "${unknown}"; known: ${names.join(', ')}`,
              },
            ]),
        ...headerFaults(headers, path),
      ];
    }),
  ];
};

const serviceFaults = ({ memoryMib, queue, health, telemetry }: Topology): readonly TopologyFault[] => [
  ...(typeof memoryMib === 'number' && !(Number.isInteger(memoryMib) && memoryMib >= MIN_MEMORY_MIB)
    ? [
        {
          path: ['memoryMib'],
          message: `${memoryMib} is not accepted; expected a whole number of MiB from ${MIN_MEMORY_MIB}`,
        },
      ]
    : []),
  ...(queue?.trim() === '' ? [{ path: ['queue'], message: 'is empty; expected a folder, or memory' }] : []),
  ...Object.entries({ health, telemetry }).flatMap(([key, endpoint]) =>
    endpoint !== undefined && !isHostAndPort(endpoint)
      ? [{ path: [key], message: `"${endpoint}" is not accepted; expected host:port` }]
      : [],
  ),
];

/** What is wrong with a topology; empty where it can be generated. */
export const checkTopology = (topology: Topology, words: Words = FILE_WORDS): readonly TopologyFault[] => {
  const first = backendsFaults(topology, words);
  // Without its backends nothing is known of its signals.
  const isKnown = topology.backends.length > 0 && topology.backends.every(({ type }) => findBackend(type));
  return [
    ...first,
    ...(isKnown
      ? [
          ...signalFaults(topology),
          ...samplingFaults(topology),
          ...spanMetricsFaults(topology),
          ...statsdFaults(topology),
        ]
      : []),
    ...listenFaults(topology, words),
    ...samplerFaults(topology, words),
    ...(isKnown ? browsersFaults(topology, words) : []),
    ...tenantFaults(topology),
    ...serviceFaults(topology),
  ];
};
