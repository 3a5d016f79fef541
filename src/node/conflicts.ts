import Module from 'node:module';
import { watchPackages } from './hooks/module-hook.ts';

/** Another agent or SDK that traces this process. */
interface Rival {
  /** As people call it. */
  readonly name: string;
  /** Its packages; a flag of Node that loads one of them asks for it. */
  readonly packages: readonly string[];
  /**
   * It patches by itself. The others are OpenTelemetry SDKs, of which only a registered tracer provider shows that
   * they run: their packages are loaded for other reasons too, as Sentry is for errors alone.
   */
  readonly isAgent?: true;
  /** A mark that it leaves in the process. */
  readonly isMarked?: () => boolean;
}

/** Node keeps what was required here, and New Relic its agent. */
const { _cache: moduleCache } = Module as unknown as { readonly _cache: object };

const RIVALS: readonly Rival[] = [
  { name: 'dd-trace', packages: ['dd-trace'], isAgent: true, isMarked: () => '_ddtrace' in globalThis },
  {
    name: 'newrelic',
    packages: ['newrelic', '@newrelic/esm-loader'],
    isAgent: true,
    isMarked: () => '__NR_cache' in moduleCache,
  },
  { name: 'elastic-apm-node', packages: ['elastic-apm-node'], isAgent: true },
  { name: 'applicationinsights', packages: ['applicationinsights'], isAgent: true },
  {
    name: '@opentelemetry/auto-instrumentations-node',
    packages: ['@opentelemetry/auto-instrumentations-node'],
  },
  { name: '@elastic/opentelemetry-node', packages: ['@elastic/opentelemetry-node'] },
  { name: '@splunk/otel', packages: ['@splunk/otel'] },
  { name: '@azure/monitor-opentelemetry', packages: ['@azure/monitor-opentelemetry'] },
  { name: '@sentry/node', packages: ['@sentry/node'], isMarked: () => '__SENTRY__' in globalThis },
  { name: '@opentelemetry/sdk-node', packages: ['@opentelemetry/sdk-node'] },
];

const UNKNOWN_SDK = { name: 'another OpenTelemetry SDK' };

/** What a start looks at. */
interface Surroundings {
  readonly loaded: ReadonlyMap<string, string>;
  readonly execArgv: readonly string[];
  readonly nodeOptions: string | undefined;
}

/** Where `@opentelemetry/api` keeps what was registered. */
const API = Symbol.for('opentelemetry.js.api.1');

/** The parts of the API that somebody has registered already. */
const registeredApi = (): Readonly<Record<string, unknown>> =>
  (globalThis as { [API]?: Record<string, unknown> })[API] ?? {};

const PRELOAD = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=(.+))?$/;

/** What the flags of Node load before the program. */
const preloads = ({ execArgv, nodeOptions = '' }: Surroundings): readonly string[] => {
  const words = [...execArgv, ...nodeOptions.split(/\s+/)].map((word) => word.replace(/^["']|["']$/g, ''));
  return words.flatMap((word, index) => {
    const match = PRELOAD.exec(word);
    return match ? [match[1] ?? words[index + 1] ?? ''] : [];
  });
};

const isOf = (specifier: string, packageName: string): boolean => {
  const path = specifier.replaceAll('\\', '/');
  return (
    path === packageName ||
    path.startsWith(`${packageName}/`) ||
    path.includes(`/node_modules/${packageName}/`)
  );
};

interface Conflict {
  readonly name: string;
  /** How it was found, for the message. */
  readonly how: string;
}

/** Another agent or SDK that runs in this process, or is about to. Reads marks, paths and flags, loads nothing. */
const findConflict = (surroundings: Surroundings): Conflict | undefined => {
  const isLoaded = ({ packages, isMarked }: Rival): boolean =>
    packages.some((name) => surroundings.loaded.has(name)) || isMarked?.() === true;
  const agent = RIVALS.find((rival) => rival.isAgent && isLoaded(rival));
  if (agent) return { name: agent.name, how: 'is loaded already' };
  const specifiers = preloads(surroundings);
  const askedFor = RIVALS.find(({ packages }) =>
    packages.some((name) => specifiers.some((specifier) => isOf(specifier, name))),
  );
  if (registeredApi().trace !== undefined) {
    const { name } = askedFor ?? RIVALS.find((rival) => !rival.isAgent && isLoaded(rival)) ?? UNKNOWN_SDK;
    return { name, how: 'has registered its tracer provider already' };
  }
  if (askedFor) return { name: askedFor.name, how: 'is asked for too, by a flag of Node or NODE_OPTIONS' };
  return undefined;
};

/** Why Binnacle must not start, in one line that says what to do; undefined where nobody else traces. */
export const describeConflict = (surroundings: Surroundings): string | undefined => {
  const conflict = findConflict(surroundings);
  return (
    conflict &&
    `${conflict.name} ${conflict.how}, so Binnacle does not start and nothing is traced twice; keep one of the two, or set BINNACLE_ALONGSIDE=true`
  );
};

/** The same where the API refuses, although nobody traces: a copy of another version holds the place. */
export const describeRefusal = (): string =>
  `@opentelemetry/api ${String(registeredApi().version)} was set up by another part of this program before, and takes nothing from Binnacle's copy, so Binnacle does not start; install one version of it`;

/** Tells of agents that the program loads later, because they patch by themselves as soon as they are loaded. */
export const watchForAgents = (warn: (line: string) => void): void => {
  for (const { name, packages, isAgent } of RIVALS) {
    if (isAgent)
      watchPackages(packages, () =>
        warn(
          `${name} was loaded after Binnacle had started; both trace this process now, keep one of the two`,
        ),
      );
  }
};
