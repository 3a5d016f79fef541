import type { ConfigNode } from '../../../collector/document/node.ts';
import { pipelinesOf } from '../../../collector/topology.ts';
import { nearest } from '../../../core/nearest.ts';
import { UsageError } from '../../io.ts';

/** Throws UsageError where no pipeline has the id that was asked for. */
export const checkPipeline = (root: ConfigNode, id: string | undefined): void => {
  const ids = pipelinesOf(root).map((pipeline) => pipeline.id);
  if (id === undefined || ids.includes(id)) return;
  const near = nearest(id, ids);
  const hint = near ? `did you mean "${near}"?` : `there are: ${ids.join(', ') || 'none'}`;
  throw new UsageError(`--pipeline: "${id}" is no pipeline; ${hint}`);
};
