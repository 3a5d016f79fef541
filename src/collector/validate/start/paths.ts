import { pathText } from '../../document/node.ts';
import type { Problem } from '../../problem.ts';
import { type ConfiguredComponent, componentStart } from '../components.ts';
import type { ValidateOptions } from '../options.ts';
import { createView } from '../view.ts';
import { type WrittenValue, writtenValues } from '../walk.ts';

/** Keys of files that have to be there when the Collector starts. */
const FILES = new Set([
  'ca_file',
  'cert_file',
  'key_file',
  'client_ca_file',
  'credentials_file',
  'htpasswd_file',
]);

const report = ({ path, place }: Pick<WrittenValue, 'path' | 'place'>, message: string): Problem => ({
  id: 'missing-file',
  severity: 'warning',
  place,
  path,
  message: `${pathText(path)}: ${message}`,
});

/** The queue on disk wants its directories, unless it may create them. */
const checkStorage = (
  component: ConfiguredComponent,
  { schema, env, pathKind }: ValidateOptions,
): readonly Problem[] => {
  if (component.kind !== 'extensions' || component.type !== 'file_storage' || !component.isDecoded) return [];
  const view = createView(componentStart(component), {
    schema,
    env,
    signals: [],
    component: component.schema,
  });
  const compacts = view.flag('compaction', 'on_start') || view.flag('compaction', 'on_rebound');
  const keys = compacts ? [['directory'], ['compaction', 'directory']] : [['directory']];
  return keys.flatMap((key) => {
    const directory = view.text(...key);
    const kind = pathKind?.(directory);
    if (kind === 'file') return [report(view.at(...key), `"${directory}" is a file, and no directory`)];
    return kind === 'missing' && !view.flag('create_directory')
      ? [
          report(
            view.at(...key),
            `"${directory}" does not exist here; create it, or set create_directory: true`,
          ),
        ]
      : [];
  });
};

/** Files that are named and are not there: a warning, because the Collector may run on another machine. */
export const checkPaths = (
  components: readonly ConfiguredComponent[],
  options: ValidateOptions,
): readonly Problem[] => {
  if (!options.pathKind) return [];
  return components.flatMap((component) => [
    ...checkStorage(component, options),
    ...[...writtenValues(component, options.schema)].flatMap((value) => {
      const { key, node } = value;
      if (
        !FILES.has(String(key)) ||
        node.kind !== 'scalar' ||
        typeof node.value !== 'string' ||
        node.value === ''
      )
        return [];
      return options.pathKind?.(node.value) === 'missing'
        ? [report(value, `"${node.value}" does not exist here`)]
        : [];
    }),
  ]);
};
