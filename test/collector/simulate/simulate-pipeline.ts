import { decodeJson } from '../../../src/backend/receiver/json.ts';
import { traceRequest } from '../../../src/backend/receiver/schema.ts';
import { readRecording } from '../../../src/cli/commands/collector/simulate/read-recording.ts';
import { toModel } from '../../../src/cli/commands/collector/simulate/to-model.ts';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { eachSpan, type ResourceSpans, type Span } from '../../../src/collector/otlp/model.ts';
import { type Plan, planOf } from '../../../src/collector/simulate/plan.ts';
import { createRecordingClock } from '../../../src/collector/simulate/recording.ts';
import { schema } from '../validate/schema.ts';
import { configurationOf, type Processors } from './run-collector.ts';

export const modelOf = (request: object): readonly ResourceSpans[] =>
  toModel(decodeJson(Buffer.from(JSON.stringify(request)), traceRequest));

const NOTHING = { env: { ENDPOINT: 'a', HEALTH: 'b', FOLDER: 'c' }, readFile: () => '' };

export const planFor = (processors: Processors): Plan => {
  const text = JSON.stringify(configurationOf({ it: processors }));
  const { node } = loadConfiguration([{ name: 'it', text }], NOTHING);
  if (!node) throw new Error(text);
  return planOf(node, schema, 'traces/it');
};

/** What is left of requests after the processors, as the simulation has it. */
export const simulatePipeline = (
  processors: Processors,
  requests: readonly (readonly ResourceSpans[])[],
): readonly Span[] => {
  const { steps, notSimulated } = planFor(processors);
  if (notSimulated.length > 0) throw new Error(JSON.stringify(notSimulated));
  const clock = createRecordingClock();
  const spans: Span[] = [];
  const send = (batches: readonly ResourceSpans[], from: number, now: number): void => {
    let rest = batches;
    for (const step of steps.slice(from)) rest = step.push(rest, now);
    spans.push(...[...eachSpan(rest)].map(({ span }) => span));
  };
  let now = 0;
  for (const batches of requests) {
    now = clock.next(batches);
    send(batches, 0, now);
  }
  for (const [index, step] of steps.entries()) send(step.finish(), index + 1, now);
  return spans;
};

/** The spans of a file that a Collector wrote. */
export const spansIn = async (path: string): Promise<readonly Span[]> => {
  const spans: Span[] = [];
  const note = (text: string): never => {
    throw new Error(text);
  };
  for await (const batches of readRecording(path, { bytes: 0 }, note))
    spans.push(...[...eachSpan(batches)].map(({ span }) => span));
  return spans;
};

export const traceIds = (spans: readonly Span[]): readonly string[] =>
  [...new Set(spans.map(({ traceId }) => traceId))].sort();
