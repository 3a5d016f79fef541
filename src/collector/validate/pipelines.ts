import { nearest } from '../../core/nearest.ts';
import type { ComponentKind } from '../schema/schema.ts';
import {
  PIPELINE_KEYS,
  type Pipeline,
  type PipelineKey,
  type Reference,
  SIGNALS,
  type Signal,
} from '../topology.ts';
import { add, componentOf, dangling, type ServiceCheck } from './service-check.ts';

const checkSignal = (
  reference: Reference,
  kind: ComponentKind,
  signal: Signal,
  check: ServiceCheck,
): void => {
  const component = componentOf(reference.id, kind, check);
  if (!component || component.stability[signal] !== undefined) return;
  const supported = Object.keys(component.stability).filter(
    (each) => component.stability[each] !== undefined,
  );
  add(
    check,
    'wrong-signal',
    reference.place,
    reference.path.slice(0, -1),
    `"${reference.id}" does not support ${signal}; it supports ${supported.join(', ')}`,
  );
};

const checkList = (pipeline: Pipeline, key: PipelineKey, check: ServiceCheck): void => {
  const kinds: readonly ComponentKind[] = key === 'processors' ? ['processors'] : [key, 'connectors'];
  const seen = new Set<string>();
  for (const reference of pipeline[key]) {
    const kind = kinds.find((each) => check.configured[each].has(reference.id));
    if (!kind) dangling(reference, kinds, check);
    else if (kind !== 'connectors' && pipeline.signal) checkSignal(reference, kind, pipeline.signal, check);
    if (key === 'processors' && seen.has(reference.id))
      add(
        check,
        'duplicate-processor',
        reference.place,
        reference.path.slice(0, -1),
        `"${reference.id}" is there twice`,
      );
    seen.add(reference.id);
  }
};

/** Checks one pipeline: its signal, its lists, and what they name. */
export const checkPipeline = (pipeline: Pipeline, check: ServiceCheck): void => {
  if (!pipeline.signal) {
    const near = nearest(pipeline.id.split('/')[0] as string, SIGNALS);
    const hint = near
      ? `did you mean "${near}"?`
      : `expected ${SIGNALS.join(', ')}, alone or with a name such as traces/backend`;
    add(check, 'unknown-signal', pipeline.key, pipeline.path, `no signal of this name; ${hint}`);
  }
  for (const key of ['receivers', 'exporters'] as const)
    if (pipeline[key].length === 0)
      add(check, 'empty-pipeline', pipeline.key, pipeline.path, `has no ${key}; expected at least one`);
  for (const key of PIPELINE_KEYS) checkList(pipeline, key, check);
};
