import { type FindBundle, type ResolvedStack, resolveStack } from './resolve-stack.ts';

type Json = Record<string, unknown>;

/** What sent it, by which its maps are found. */
export interface Sender {
  readonly service: string | undefined;
  readonly version: string | undefined;
}

export interface OtlpResult {
  readonly stacks: number;
  /** Of which every frame of the application was resolved. */
  readonly resolved: number;
  readonly problems: ReadonlySet<string>;
}

const MAX_DEPTH = 100;
const FINGERPRINT = 'binnacle.error.fingerprint';

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valueIn = (attributes: unknown, key: string): Json | undefined => {
  const found = Array.isArray(attributes)
    ? attributes.find((each): each is Json => isRecord(each) && each.key === key)
    : undefined;
  return isRecord(found?.value) ? found.value : undefined;
};
const textIn = (attributes: unknown, key: string): string | undefined => {
  const text = valueIn(attributes, key)?.stringValue;
  return typeof text === 'string' ? text : undefined;
};

/** Whether nothing of a stack was left that could have been resolved. */
export const isResolved = ({ frames, problems }: ResolvedStack): boolean =>
  problems.length === 0 && frames.some(({ status }) => status === 'resolved');

/**
 * Rewrites the stacks of all exceptions in a decoded request of OTLP/JSON: of log records and of the events of spans.
 * Their group, `binnacle.error.fingerprint`, becomes that of the resolved stack.
 */
export const resolveOtlp = async (
  document: unknown,
  finderOf: (sender: Sender) => FindBundle,
): Promise<OtlpResult> => {
  const problems = new Set<string>();
  let [stacks, resolved] = [0, 0];

  const rewrite = async (attributes: unknown[], find: FindBundle): Promise<void> => {
    const value = valueIn(attributes, 'exception.stacktrace');
    if (typeof value?.stringValue !== 'string') return;
    stacks++;
    const result = await resolveStack(value.stringValue, find, {
      contextLines: -1,
      type: textIn(attributes, 'exception.type'),
      message: textIn(attributes, 'exception.message'),
    });
    for (const problem of result.problems) problems.add(problem);
    if (isResolved(result)) resolved++;
    if (!result.frames.some(({ status }) => status === 'resolved')) return;
    value.stringValue = result.text;
    const group = valueIn(attributes, FINGERPRINT);
    if (group) group.stringValue = result.fingerprint;
    else attributes.push({ key: FINGERPRINT, value: { stringValue: result.fingerprint } });
  };

  const visit = async (value: unknown, find: FindBundle, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH) return;
    if (Array.isArray(value)) for (const each of value) await visit(each, find, depth + 1);
    else if (isRecord(value)) {
      const own = isRecord(value.resource)
        ? finderOf({
            service: textIn(value.resource.attributes, 'service.name'),
            version: textIn(value.resource.attributes, 'service.version'),
          })
        : find;
      if (Array.isArray(value.attributes)) await rewrite(value.attributes, own);
      for (const [key, each] of Object.entries(value))
        if (key !== 'attributes' && key !== 'resource') await visit(each, own, depth + 1);
    }
  };
  await visit(document, finderOf({ service: undefined, version: undefined }), 0);
  return { stacks, resolved, problems };
};
