import type { Settings } from '../../settings/index.ts';
import { choice, type Decoder, list, mapped, object, text, unsupported } from '../decode.ts';
import { unknownName, warn } from '../place.ts';
import { nothing } from './common.ts';

type Propagator = Exclude<Settings['propagators'][number], 'none'>;

const SUPPORTED: readonly Propagator[] = ['tracecontext', 'baggage', 'b3', 'b3multi', 'jaeger', 'xray'];
const isSupported = (name: string): name is Propagator => (SUPPORTED as readonly string[]).includes(name);

const named = (name: Propagator): Decoder<Propagator> => mapped(nothing, () => name);

const propagators = list(
  choice({
    tracecontext: named('tracecontext'),
    baggage: named('baggage'),
    b3: named('b3'),
    b3multi: named('b3multi'),
    jaeger: named('jaeger'),
    ottrace: unsupported(nothing, 'OpenTracing headers are not supported'),
    xray: named('xray'),
  }),
) as Decoder<readonly Propagator[]>;

const names: Decoder<readonly Propagator[]> = mapped(text, (all, node, place) =>
  all
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'none')
    .filter((name): name is Propagator => {
      if (isSupported(name)) return true;
      const isOfVariable = node.kind === 'scalar' && node.substituted !== undefined;
      const written = isOfVariable ? node.written : name;
      warn(place, node.position, `${unknownName(written, SUPPORTED)}; it has no effect`);
      return false;
    }),
);

/** Those of the list, then those of the text, each once; none where the file has none. */
export const propagator: Decoder<Settings['propagators']> = mapped(
  object({ composite: propagators, composite_list: names }),
  ({ composite = [], composite_list: more = [] }) => {
    const all = [...new Set([...composite, ...more])];
    return all.length > 0 ? all : ['none'];
  },
);
