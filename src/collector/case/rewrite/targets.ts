import type { CaseSignal, Input } from '../case.ts';
import { CannotRun, type Plan, plainType, type Tap } from './plan.ts';

const tapOf = ({ taps }: Plan, name: string): Tap | undefined => taps.find((tap) => tap.name === name);

/** One receiver for each pipeline that has any, and each receiver once. */
const everyPipeline = (plan: Plan, signal: CaseSignal): readonly Tap[] => {
  const chosen = new Set<string>();
  for (const pipeline of plan.pipelines) {
    if (pipeline.signal !== signal || pipeline.taps.some((name) => chosen.has(name))) continue;
    const name = pipeline.taps.find((id) => plainType(id) === 'otlp') ?? pipeline.taps[0];
    if (name !== undefined) chosen.add(name);
  }
  return [...chosen].flatMap((name) => tapOf(plan, name) ?? []);
};

/** Where a request is sent. Throws CannotRun where nothing takes it. */
export const targetsOf = (plan: Plan, { into }: Input, signal: CaseSignal): readonly Tap[] => {
  const known = [...plan.taps.map(({ name }) => name), ...plan.pipelines.map(({ id }) => id)];
  const targets =
    into.length === 0
      ? everyPipeline(plan, signal)
      : into.map(({ name, place }) => {
          const tap = tapOf(plan, name);
          const takers = plan.pipelines.filter(({ id, taps }) => id === name || taps.includes(name));
          if (tap && takers.some((pipeline) => pipeline.signal === signal)) return tap;
          const where = `${place.file}:${place.line}:${place.column}`;
          throw new CannotRun(
            tap
              ? `${where}: into: "${name}" is in no pipeline of ${signal}`
              : `${where}: into: no pipeline has the receiver "${name}", nor is it one; there are ${[...new Set(known)].join(', ')}`,
          );
        });
  if (targets.length === 0) throw new CannotRun(`no pipeline with a receiver takes ${signal}`);
  return targets;
};
