import { nearest } from '../../../core/nearest.ts';
import { type ConfigNode, type ConfigPath, entryOf, pathText } from '../../document/node.ts';
import { isId, normalizeId, parseId } from '../../id.ts';
import type { Problem } from '../../problem.ts';
import type { ConfiguredComponent } from '../components.ts';
import type { ValidateOptions } from '../options.ts';
import { REBALANCE_STRATEGIES } from '../rebalance-strategies.ts';
import type { Usage } from '../usage.ts';
import { type WrittenValue, writtenValues } from '../walk.ts';

/** Extensions that do one thing alone, by the key that needs it; for some there is none that is known. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  storage: ['file_storage'],
  authenticator: ['basicauth', 'bearertokenauth', 'headers_setter', 'oauth2client', 'oidc', 'sigv4auth'],
  middlewares: [],
  extension: [],
};

/** Whether an authenticator is asked to let somebody in, or to get in itself. */
const isServer = (path: ConfigPath): boolean =>
  path[0] === 'receivers' || path[0] === 'extensions'
    ? !path.includes('target_allocator')
    : path[0] === 'exporters' && /^prometheus(?:\/|$)/.test(String(path[1]));

/** `basicauth` is for one side, by what it is configured with. */
const wrongSide = (id: string, path: ConfigPath, root: ConfigNode): string | undefined => {
  const extension = entryOf(entryOf(root, 'extensions')?.value, id)?.value;
  const isClient = entryOf(extension, 'client_auth') !== undefined;
  if (isServer(path) === !isClient) return undefined;
  return isClient
    ? `"${id}" is for a client; expected one with htpasswd`
    : `"${id}" is for a server; expected one with client_auth`;
};

/** Words that may stand where the id of an extension may. */
const builtIn = (path: ConfigPath): readonly string[] =>
  path.some((key) => String(key).startsWith('group_rebalance_strateg')) ? REBALANCE_STRATEGIES : [];

const problemOf = (
  { key, node, path }: WrittenValue,
  id: string,
  root: ConfigNode,
  started: ReadonlySet<string>,
  { schema }: ValidateOptions,
): Problem | undefined => {
  const report = (message: string): Problem => ({
    id: 'missing-extension',
    // The server of its own that the receiver of Prometheus may have is left out then, and the Collector starts.
    severity: path.includes('api_server') ? 'warning' : 'error',
    place: node.place,
    path,
    message: `${pathText(path)}: ${message}`,
  });
  if (!started.has(id)) {
    if (entryOf(entryOf(root, 'extensions')?.value, id))
      return report(`"${id}" is configured and not started; add it to service.extensions`);
    const near = nearest(id, [...started, ...builtIn(path)]);
    const known = [...started].toSorted().join(', ') || 'none';
    return report(
      `"${id}" is no extension that is started; ${near ? `did you mean "${near}"?` : `started: ${known}`}`,
    );
  }
  const type = parseId(id)?.type ?? '';
  const use = path.includes('middlewares') ? 'middlewares' : String(key);
  const providers = PROVIDERS[use];
  if (providers && schema.extensions[type] && !providers.includes(type))
    return report(
      `"${id}" does not do this; expected ${providers.length > 1 ? 'one of ' : ''}${providers.join(', ') || 'another extension'}`,
    );
  const wrong = use === 'authenticator' && type === 'basicauth' ? wrongSide(id, path, root) : undefined;
  return wrong === undefined ? undefined : report(wrong);
};

/** A way to share partitions that is an extension, and not one of those that are built in. */
const isStrategy = ({ node, path }: WrittenValue): boolean =>
  path.some((key) => key === 'group_rebalance_strategies' || key === 'group_rebalance_strategy') &&
  node.kind === 'scalar' &&
  typeof node.value === 'string' &&
  isId(node.value) &&
  !REBALANCE_STRATEGIES.includes(node.value);

/** Storage, authentication and the like are extensions, which the Collector looks for when it starts. */
export const checkExtensionReferences = (
  root: ConfigNode,
  used: readonly ConfiguredComponent[],
  usage: Usage,
  options: ValidateOptions,
): readonly Problem[] =>
  used.flatMap((component) =>
    [...writtenValues(component, options.schema)].flatMap((value) => {
      const { node, schema } = value;
      const isReference = schema.kind === 'id' || isStrategy(value);
      if (!isReference || node.kind !== 'scalar' || typeof node.value !== 'string') return [];
      const problem = problemOf(value, normalizeId(node.value), root, usage.extensions, options);
      return problem ? [problem] : [];
    }),
  );
