import { execFile } from 'node:child_process';
import { parse } from 'yaml';
import { COMPONENT_KINDS, type CollectorSchema } from '../../../src/collector/schema/schema.ts';
import type { Surroundings } from './surroundings.ts';

/** What the Collector says against a configuration, in one line; undefined where it takes it. */
export type CollectorRun = (files: readonly string[]) => Promise<string | undefined>;

const TIMEOUT_MILLIS = 30_000;
const SHOWN_LENGTH = 400;

export const collectorRun =
  (collector: string, { folder, env }: Pick<Surroundings, 'folder' | 'env'>): CollectorRun =>
  (files) =>
    new Promise((resolve) => {
      execFile(
        collector,
        ['validate', ...files.map((file) => `--config=${file}`)],
        { cwd: folder, env, timeout: TIMEOUT_MILLIS },
        (error, _, stderr) =>
          resolve(error ? stderr.replace(/\s+/g, ' ').slice(0, SHOWN_LENGTH) || error.message : undefined),
      );
    });

type Listed = Partial<Record<string, readonly { readonly name: string }[] | null>>;

/** The schema with those components alone that a Collector has, some of them by their former name alone. */
export const restrictSchema = (schema: CollectorSchema, collector: string): Promise<CollectorSchema> =>
  new Promise((resolve, reject) => {
    execFile(collector, ['components'], { timeout: TIMEOUT_MILLIS }, (error, stdout) => {
      if (error) {
        reject(error);
        return;
      }
      const listed = parse(stdout) as Listed;
      const kinds = COMPONENT_KINDS.map((kind) => {
        const names = new Set(listed[kind]?.map(({ name }) => name));
        const kept = Object.entries(schema[kind]).flatMap(([type, component]) => {
          if (names.has(type)) return [[type, component] as const];
          const former = component.deprecatedAlias;
          return former !== undefined && names.has(former)
            ? [[type, { ...component, type: former }] as const]
            : [];
        });
        return [kind, Object.fromEntries(kept)];
      });
      resolve({ ...schema, ...Object.fromEntries(kinds) });
    });
  });
