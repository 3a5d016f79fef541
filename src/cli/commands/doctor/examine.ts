import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../../../core/version.ts';
import type { ProcessReport } from '../../../node/report/process-report.ts';
import type { Io } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { hintsOn, type Place } from './advice.ts';
import { createMask } from './mask.ts';
import { probeSignals } from './probe.ts';
import { findProblems } from './problems.ts';
import { resolveHere } from './resolve-here.ts';
import type { DoctorResult, ProcessResult } from './result.ts';
import { runProgramFor } from './run-program.ts';
import { settingRows } from './setting-rows.ts';

export interface Examination {
  /** Empty: the environment alone. */
  readonly command: readonly string[];
  readonly seconds: number;
  readonly sends: boolean;
}

/** Instruments that have something to patch: what tells the service from npm, which starts it. */
const weightOf = ({ instrumentations, listening }: ProcessReport): number =>
  Number(listening) * 1_000 +
  instrumentations.filter(({ status, packages }) => status === 'active' && packages.length > 0).length;

/** The process that matters first. */
const byWeight = (reports: readonly ProcessReport[]): readonly ProcessReport[] =>
  [...reports].sort((a, b) => weightOf(b) - weightOf(a));

const withoutSettings = ({
  settings: _settings,
  sources: _sources,
  warnings: _warnings,
  said: _said,
  ...rest
}: ProcessReport): ProcessResult => rest;

const placeOf = (io: Io): Place => ({
  inContainer:
    existsSync('/.dockerenv') ||
    existsSync('/run/.containerenv') ||
    io.env.KUBERNETES_SERVICE_HOST !== undefined,
});

/** Runs the program, tries the exports, and puts together what is found. Nothing in it is secret. */
export const examine = async (
  { command, seconds, sends }: Examination,
  io: Io,
  root: PackageRoot,
  progress: (line: string) => void,
): Promise<DoctorResult> => {
  if (command.length > 0) progress(`running ${command[0]} for up to ${seconds} s …`);
  const register = join(root.directory, 'dist/node/register.js');
  const run = command.length > 0 ? await runProgramFor({ command, seconds, register }, io) : undefined;
  const reports = byWeight(run?.reports ?? []);
  const main = reports[0];
  const known = main ?? resolveHere(io);
  const { settings, sources, warnings } = known;

  const none = { signals: [], clock: null, targets: [] };
  const probes = sends
    ? await probeSignals(settings, placeOf(io), (signal) => progress(`sending a test export of ${signal} …`))
    : none;
  const isOff = settings.sdkDisabled || !settings.apmEnabled;
  const program = run?.program ?? null;
  const { signals, clock } = probes;
  const problems = findProblems({ isOff, warnings, program, main, signals, clock });
  const hints = [
    ...(settings.serviceName === undefined && settings.resourceAttributes['service.name'] === undefined
      ? ['OTEL_SERVICE_NAME is not set: this service is called unknown_service:node']
      : []),
    ...(program?.loadedBy === 'doctor'
      ? [
          'doctor has loaded Binnacle; the program itself is to be started with node --import binnacle/register',
        ]
      : []),
    ...probes.targets.flatMap(hintsOn),
  ];
  const mask = createMask(settings);
  return {
    version: 1,
    ok: problems.length === 0,
    binnacle: VERSION,
    node: process.versions.node,
    ...mask({
      program,
      processes: reports.map(withoutSettings),
      settings: settingRows(settings, sources),
      signals,
      clock,
      problems,
      hints: [...new Set(hints)],
    }),
  };
};
