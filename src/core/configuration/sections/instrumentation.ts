import { anything, boolean, type Decoder, ignoreUnknown, mapped, object, unsupported } from '../decode.ts';

/** The instrumentations of other languages are none of ours. */
const OTHERS = ['cpp', 'dotnet', 'erlang', 'go', 'java', 'php', 'python', 'ruby', 'rust', 'swift'];

/**
 * The names that the file switches off.
 *
 * @param known the short names that there are
 */
export const instrumentation = (known: readonly string[]): Decoder<readonly string[]> => {
  const one = object({ enabled: boolean }, ignoreUnknown);
  const js = object(Object.fromEntries(known.map((name) => [name, one])), ignoreUnknown);
  return mapped(
    object({
      general: unsupported(anything, 'options of all languages are not supported'),
      js,
      ...(Object.fromEntries(OTHERS.map((name) => [name, anything])) as Record<never, never>),
    }),
    ({ js: own = {} }) => known.filter((name) => own[name]?.enabled === false),
  );
};
