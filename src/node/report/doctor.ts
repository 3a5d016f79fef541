import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { Resource } from '@opentelemetry/resources';
import type { SettingSource, Settings } from '../../core/settings/index.ts';
import { VERSION } from '../../core/version.ts';
import type { StartedInstrumentations } from '../start-instrumentations.ts';
import { describeInstrumentations } from './describe-instrumentations.ts';
import type { ProcessReport } from './process-report.ts';
import { findUntraced, type LoadedEarly } from './untraced.ts';

// A chunk of its own, loaded where `binnacle doctor` runs the program.

/** Between two looks, in milliseconds: a person waits for what is seen. */
const LOOK_EVERY_MILLIS = 200;

/** Most lines of Binnacle that are kept. */
const MAX_LINES = 100;

interface Known {
  readonly settings: Settings;
  readonly sources: Readonly<Record<string, SettingSource>>;
  readonly warnings: readonly string[];
  readonly resource: Resource;
}

/** Told how the start went. */
export interface Report {
  /** Takes whole lines for people, and passes them on. */
  say(line: string): void;
  notStarted(why: string): void;
  started(instrumentations: StartedInstrumentations, early: LoadedEarly): void;
}

const NOTHING: StartedInstrumentations = { chosen: [], started: new Map(), failed: new Map() };

/** Writes what is known of this process, now and whenever it has changed, until its end. */
export const startReport = (
  { settings, sources, warnings, resource }: Known,
  print: (line: string) => void,
): Report => {
  const file = join(settings.doctorFolder ?? '', `${process.pid}-${threadId}.json`);
  const said: string[] = [];
  let why: string | undefined;
  let instrumentations: StartedInstrumentations | undefined;
  let early: LoadedEarly = new Map();
  let written = '';

  const write = (): void => {
    const report: ProcessReport = {
      pid: process.pid,
      node: process.versions.node,
      binnacle: VERSION,
      main: process.argv[1],
      listening: process.getActiveResourcesInfo().includes('TCPServerWrap'),
      notStarted: why,
      instrumentations: instrumentations ? describeInstrumentations(settings, instrumentations, early) : [],
      untraced: findUntraced(instrumentations ?? NOTHING, early),
      resource: resource.attributes,
      settings,
      sources,
      warnings,
      said,
    };
    const text = JSON.stringify(report);
    if (text === written) return;
    written = text;
    try {
      writeFileSync(`${file}.part`, text, { mode: 0o600 });
      renameSync(`${file}.part`, file);
    } catch {
      // Nobody reads it any more.
    }
  };
  setInterval(write, LOOK_EVERY_MILLIS).unref();
  process.on('exit', write);
  return {
    say: (line) => {
      if (said.length < MAX_LINES) said.push(line.replace(/^binnacle: |\n$/g, ''));
      print(line);
    },
    notStarted: (reason) => {
      why = reason;
      write();
    },
    started: (all, before) => {
      instrumentations = all;
      early = before;
      write();
    },
  };
};
