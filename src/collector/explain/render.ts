import { SIGNALS } from '../topology.ts';
import type { Explained } from './describe.ts';
import type { ExplainedPipeline, Explanation } from './explain.ts';
import { RECORDS } from './words.ts';

const stepLines = (
  mark: string,
  { id, kind, does, drops = [], changes = [] }: Explained,
): readonly string[] => [
  `  ${mark} ${id}${kind === 'connectors' ? ' (connector)' : ''}`,
  ...does.map((each) => `       ${each}`),
  ...changes.map((each) => `       changes: ${each}`),
  ...drops.map((each) => `       drops: ${each}`),
];

const pipelineLines = ({ id, receivers, processors, exporters }: ExplainedPipeline): readonly string[] => [
  `Pipeline ${id}`,
  ...receivers.flatMap((each) => stepLines('in ', each)),
  ...processors.flatMap((each, index) => stepLines(`${index + 1}. `.slice(0, 3), each)),
  ...(processors.length === 0 ? ['  no processor: nothing is changed or dropped'] : []),
  ...exporters.flatMap((each) => stepLines('out', each)),
  '',
];

/** An explanation as text: signal by signal, pipeline by pipeline. */
export const renderExplanation = ({ pipelines, extensions }: Explanation): string => {
  const known = SIGNALS.flatMap((signal) => {
    const own = pipelines.filter((each) => each.signal === signal);
    if (own.length === 0) return [];
    return [`What happens to a ${RECORDS[signal]}`, '', ...own.flatMap(pipelineLines)];
  });
  const other = pipelines.filter(({ signal }) => signal === undefined).flatMap(pipelineLines);
  const beside =
    extensions.length === 0
      ? []
      : ['Beside the pipelines', ...extensions.flatMap((each) => stepLines('-  ', each)), ''];
  const none = pipelines.length === 0 ? ['No pipeline has anything to explain', ''] : [];
  return [...known, ...other, ...none, ...beside].join('\n');
};
