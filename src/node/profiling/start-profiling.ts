import { homedir } from 'node:os';
import { isMainThread, threadId } from 'node:worker_threads';
import { diag } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { LABELS, type Profile } from '../../core/profiling/profile.ts';
import { type Places, redactPaths } from '../../core/profiling/redact-paths.ts';
import type { Settings } from '../../core/settings/index.ts';
import type { GetRedactor } from '../../sdk/redaction/get-redactor.ts';
import { reasonOf } from '../diagnostics.ts';
import { untraced } from '../exporters/untraced.ts';
import type { Provider } from '../lifecycle.ts';
import { startAdminPage } from './admin-page.ts';
import { createContinuous } from './continuous.ts';
import { createCpu } from './create-cpu.ts';
import { createHeap } from './create-heap.ts';
import { startLeakWatch } from './leak-watch.ts';
import { createOnDemand } from './on-demand.ts';
import { createOutputs, type Finished } from './outputs.ts';
import type { ProfileName } from './profile-folder.ts';

/** A directory that was removed, or a user without a home. */
const orNothing = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

/** Makes of what an engine took what may leave the process: without people in paths and in labels. */
const createFinisher = (resource: Resource, redactor: GetRedactor) => {
  const places: Places = { home: orNothing(homedir), folder: orNothing(() => process.cwd()) };
  const writer = isMainThread ? String(process.pid) : `${process.pid}-${threadId}`;
  return (kind: ProfileName['kind'], taken: Profile): Finished => {
    const routes = new Map<string, string>();
    const redacted = redactPaths(taken, places);
    const profile: Profile = {
      ...redacted,
      samples: redacted.samples.map((sample) => {
        const route = sample.labels[LABELS.route];
        if (route === undefined) return sample;
        const clean = routes.get(route) ?? redactor().text(route);
        routes.set(route, clean);
        return { ...sample, labels: { ...sample.labels, [LABELS.route]: clean } };
      }),
    };
    const service = String(resource.attributes['service.name'] ?? 'service');
    return { profile, name: { service, kind, timeMillis: Date.now(), writer } };
  };
};

/** Profiles all the time, by a signal or by a page, as the settings say. A chunk of its own. */
export const startProfiling = (
  settings: Settings,
  resource: Resource,
  redactor: GetRedactor,
  warn: (line: string) => void,
): Provider => {
  const outputs = createOutputs(settings, resource);
  const finish = createFinisher(resource, redactor);
  const heap = createHeap(settings);
  const kinds = settings.profilingEnabled ? settings.profilingKinds : [];
  const stops: (() => void)[] = [];

  const {
    profilingEngine: engine,
    profilingSampleMillis: sampleMillis,
    profilingPeriodMillis: periodMillis,
    profilingWindowMillis: windowMillis,
  } = settings;
  const onDemand = createOnDemand(settings, heap, () => continuous.giveWay());
  const cpu = kinds.includes('cpu')
    ? createCpu({ engine, sampleMillis, periodMillis: Math.min(periodMillis, windowMillis) }, warn)
    : undefined;
  if (kinds.includes('heap')) heap.start();
  const continuous = createContinuous({
    cpu,
    heap: kinds.includes('heap') ? heap : undefined,
    periodMillis,
    windowMillis,
    isBusy: onDemand.isBusy,
    finish,
    outputs,
  });
  stops.push(continuous.stop);
  if (kinds.includes('leaks')) stops.push(startLeakWatch(settings, heap, finish, outputs));

  if (isMainThread && (settings.profilingSignal !== undefined || settings.profilingPort !== undefined)) {
    if (settings.profilingSignal !== undefined) {
      const signal = settings.profilingSignal.toUpperCase() as NodeJS.Signals;
      const take = async (): Promise<void> => {
        try {
          const taken = await onDemand.cpu(settings.profilingDurationMillis);
          await outputs.write(finish('cpu', taken));
          await outputs.write(finish('heap', await onDemand.heap()));
          diag.info('profiles that were asked for by a signal are written');
        } catch (error) {
          diag.warn(`no profile by a signal: ${reasonOf(error)}`);
        }
      };
      const listener = (): void => void untraced(take);
      process.on(signal, listener);
      stops.push(() => process.removeListener(signal, listener));
    }
    if (settings.profilingPort !== undefined) {
      const close = startAdminPage(settings, onDemand, finish, warn);
      if (close) stops.push(close);
    }
  }
  return {
    forceFlush: () => continuous.flush(false),
    shutdown: async () => {
      await continuous.flush(true);
      for (const stop of stops) stop();
      heap.stop();
    },
  };
};
