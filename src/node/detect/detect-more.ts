import { Worker } from 'node:worker_threads';
import type { Environment, Settings } from '../../core/settings/index.ts';
import { installedFolder, programFolders } from '../installed-packages.ts';
import type { CloudDetector, CloudResult, Detected } from './cloud-thread.ts';
import { readContainerId } from './container-id.ts';

// A chunk of its own, loaded where the settings ask for more than what is known without looking.

export type MoreDetectors = Extract<
  Settings['resourceDetectors'][number],
  'container' | 'alibaba' | 'aws' | 'azure' | 'gcp'
>;
type Cloud = Exclude<MoreDetectors, 'container'>;

/** OpenTelemetry's own, which the application installs: https://github.com/open-telemetry/opentelemetry-js-contrib/tree/main/packages */
const CLOUDS: Readonly<Record<Cloud, { readonly name: string; readonly exports: readonly string[] }>> = {
  alibaba: {
    name: '@opentelemetry/resource-detector-alibaba-cloud',
    exports: ['alibabaCloudEcsDetector'],
  },
  aws: {
    name: '@opentelemetry/resource-detector-aws',
    exports: [
      'awsEc2Detector',
      'awsEcsDetector',
      'awsEksDetector',
      'awsBeanstalkDetector',
      'awsLambdaDetector',
    ],
  },
  azure: {
    name: '@opentelemetry/resource-detector-azure',
    exports: ['azureAppServiceDetector', 'azureFunctionsDetector', 'azureVmDetector'],
  },
  gcp: { name: '@opentelemetry/resource-detector-gcp', exports: ['gcpDetector'] },
};

/** Where a cloud's server of metadata is there, it answers within milliseconds. */
const LIMIT_MILLIS = 3_000;

/** For the rest, where something is known of each cloud: a container of Amazon's may be on a machine that says more. */
const SETTLE_MILLIS = 500;

export interface DetectContext {
  readonly env: Environment;
  readonly warn: (line: string) => void;
}

export const detectContainer = (): Detected => {
  const id = readContainerId();
  return id === undefined ? {} : { 'container.id': id };
};

interface Found extends CloudDetector {
  readonly cloud: Cloud;
}

const findDetectors = (clouds: readonly Cloud[], warn: DetectContext['warn']): readonly Found[] => {
  const folders = programFolders();
  return clouds.flatMap((cloud) => {
    const { name, exports } = CLOUDS[cloud];
    const folder = installedFolder(name, folders);
    if (folder !== undefined) return exports.map((exported) => ({ cloud, name, exported, folder }));
    warn(
      `OTEL_NODE_RESOURCE_DETECTORS: "${cloud}" needs the package ${name}, which is not installed: npm install ${name}. Going on without`,
    );
    return [];
  });
};

const isEmpty = (attributes: Detected | undefined): boolean => Object.keys(attributes ?? {}).length === 0;

/** What is found within a limit, later ones over earlier ones. Never rejects, and keeps no program. */
export const detectClouds = (
  clouds: readonly Cloud[],
  { env, warn }: DetectContext,
): Promise<Detected> | undefined => {
  const detectors = findDetectors(clouds, warn);
  if (detectors.length === 0) return undefined;
  // It loads none of the application's `--import`.
  const { NODE_OPTIONS: _, ...threadEnv } = env;
  return new Promise((resolve) => {
    const results: (CloudResult | undefined)[] = detectors.map(() => undefined);
    const worker = new Worker(new URL('./cloud-thread.js', import.meta.url), {
      workerData: detectors.map(({ name, exported, folder }): CloudDetector => ({ name, exported, folder })),
      name: 'binnacle-detect',
      execArgv: [],
      env: threadEnv,
      stdout: true,
      stderr: true,
    });
    /** Clouds of which nothing is known yet. */
    const silent = (): readonly Cloud[] =>
      clouds.filter((cloud) =>
        detectors.every((each, index) => each.cloud !== cloud || isEmpty(results[index]?.attributes)),
      );
    const isAnswered = (cloud: Cloud): boolean =>
      detectors.every((each, index) => each.cloud !== cloud || results[index] !== undefined);
    const end = (): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(Object.assign({}, ...results.map((result) => result?.attributes)));
    };
    const endLate = (): void => {
      const late = silent().filter((cloud) => !isAnswered(cloud));
      if (late.length > 0)
        warn(
          `OTEL_NODE_RESOURCE_DETECTORS: ${late.join(', ')}: no answer within ${LIMIT_MILLIS / 1_000} s; going on without`,
        );
      end();
    };
    let timer = setTimeout(endLate, LIMIT_MILLIS).unref();
    let isSettling = false;
    worker.on('message', (result: CloudResult) => {
      const { name } = detectors[result.index] as Found;
      const isFirstFault = !results.some(
        (each) => each?.fault !== undefined && detectors[each.index]?.name === name,
      );
      results[result.index] = result;
      if (result.fault !== undefined && isFirstFault)
        warn(`OTEL_NODE_RESOURCE_DETECTORS: ${name} cannot be used: ${result.fault}; going on without`);
      if (!results.includes(undefined)) end();
      else if (!isSettling && silent().length === 0) {
        isSettling = true;
        clearTimeout(timer);
        timer = setTimeout(endLate, SETTLE_MILLIS).unref();
      }
    });
    worker.on('error', (error) => {
      warn(`OTEL_NODE_RESOURCE_DETECTORS: nothing of a cloud can be detected: ${error.message}`);
      end();
    });
    // After its listeners, which make it keep the program again.
    worker.unref();
  });
};
