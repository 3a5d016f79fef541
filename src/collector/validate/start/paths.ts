import { type ConfigNode, type ConfigPath, entryOf, pathText } from '../../document/node.ts';
import type { Problem } from '../../problem.ts';
import { type ConfiguredComponent, componentStart } from '../components.ts';
import type { ValidateOptions } from '../options.ts';
import { pemFault } from '../pem.ts';
import type { Usage } from '../usage.ts';
import { createView } from '../view.ts';
import { type WrittenValue, writtenValues } from '../walk.ts';
import { checkOpenshift, isOpenshiftUsed } from './openshift.ts';

/** Keys of files that have to be there when the Collector starts. */
const FILES = new Set([
  'ca_file',
  'cert_file',
  'key_file',
  'client_ca_file',
  'credentials_file',
  'bearer_token_file',
  'htpasswd_file',
  'database_path',
]);

const TLS = 'config/configtls.Config';

/** Those of them that hold certificates and keys. */
const PEM_FILES = new Set(['ca_file', 'cert_file', 'key_file', 'client_ca_file']);

const plainValue = (node: ConfigNode, key: string): unknown => {
  const value = entryOf(node, key)?.value;
  return value?.kind === 'scalar' ? value.value : undefined;
};

const report = ({ path, place }: Pick<WrittenValue, 'path' | 'place'>, message: string): Problem => ({
  id: 'missing-file',
  severity: 'warning',
  place,
  path,
  message: `${pathText(path)}: ${message}`,
});

const fail = (value: Pick<WrittenValue, 'path' | 'place'>, message: string): Problem => ({
  ...report(value, message),
  id: 'fails-to-start',
  severity: 'error',
});

/** A client that is told to use no TLS does not look at its files. */
const isUnread = ({ node, schema }: WrittenValue): boolean =>
  schema.parts?.includes(TLS) === true &&
  plainValue(node, 'insecure') === true &&
  [plainValue(node, 'ca_file') ?? '', plainValue(node, 'ca_pem') ?? ''].every((value) => value === '');

/** What is wrong with a certificate or a key; nothing where it may not be read here. */
const fileFault = (key: string, path: string, { readFile }: ValidateOptions): string | undefined => {
  try {
    return pemFault(key, readFile(path));
  } catch {
    return undefined;
  }
};

/** The name of a file; what looks like a number is one where the component takes it for a text. */
const nameOf = ({ key, node }: WrittenValue, { isDecoded }: ConfiguredComponent): string => {
  if (!FILES.has(String(key)) || node.kind !== 'scalar' || node.value === null) return '';
  if (typeof node.value === 'string') return node.value;
  return isDecoded ? (node.text ?? '') : '';
};

/** A file that a component names. */
const checkFile = (value: WrittenValue, path: string, options: ValidateOptions): readonly Problem[] => {
  const kind = options.pathKind?.(path);
  if (kind === 'missing') return [report(value, `"${path}" does not exist here`)];
  if (kind === 'directory') return [fail(value, `"${path}" is a directory, and no file`)];
  const fault = PEM_FILES.has(String(value.key)) ? fileFault(String(value.key), path, options) : undefined;
  return fault === undefined ? [] : [fail(value, `"${path}" ${fault}`)];
};

/** A file that is written to: its folder has to be there. */
const checkOutput = (component: ConfiguredComponent, options: ValidateOptions): readonly Problem[] => {
  if (component.kind !== 'exporters' || component.type !== 'file' || !component.isDecoded) return [];
  const view = createView(componentStart(component), {
    schema: options.schema,
    env: options.env,
    signals: [],
    component: component.schema,
  });
  const path = view.text('path');
  if (path === '' || view.at('rotation').node || view.flag('group_by', 'enabled')) return [];
  if (options.pathKind?.(path) === 'directory')
    return [fail(view.at('path'), `"${path}" is a directory, and no file`)];
  const folder = /^(.*)\/[^/]*$/.exec(path)?.[1];
  if (folder === undefined || folder === '' || view.flag('create_directory')) return [];
  const kind = options.pathKind?.(folder);
  if (kind === 'file') return [fail(view.at('path'), `"${folder}" is a file, and no directory`)];
  return kind === 'missing'
    ? [report(view.at('path'), `"${folder}" does not exist here; create it, or set create_directory: true`)]
    : [];
};

/** Where the exporter `debug` writes: the folder of a file has to be there. */
const checkSinks = (
  component: ConfiguredComponent,
  { schema, env, pathKind }: ValidateOptions,
): readonly Problem[] => {
  if (component.kind !== 'exporters' || component.type !== 'debug' || !component.isDecoded) return [];
  const view = createView(componentStart(component), {
    schema,
    env,
    signals: [],
    component: component.schema,
  });
  return view.items('output_paths').flatMap((sink) => {
    const path = sink.text();
    const folder = /^(?!\w+:)(.+)\/[^/]*$/.exec(path)?.[1];
    return folder !== undefined && pathKind?.(folder) === 'missing'
      ? [report(sink, `"${folder}" does not exist here`)]
      : [];
  });
};

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
  usage: Usage,
  options: ValidateOptions,
): readonly Problem[] => {
  if (!options.pathKind) return [];
  const unread: ConfigPath[] = components.flatMap((component) => {
    const { path } = componentStart(component);
    const reads = usage.isUsed(component) && isOpenshiftUsed(component, options);
    // The receiver scrapes, and does not trace itself.
    const tracing = component.type === 'prometheus' && component.kind === 'receivers';
    return [...(reads ? [] : [[...path, 'openshift']]), ...(tracing ? [[...path, 'config', 'tracing']] : [])];
  });
  return components.flatMap((component) => [
    ...(usage.isUsed(component) ? checkOpenshift(component, options) : []),
    ...checkStorage(component, options),
    ...checkOutput(component, options),
    ...checkSinks(component, options),
    ...[...writtenValues(component, options.schema)].flatMap((value) => {
      const { path } = value;
      if (isUnread(value)) unread.push(path);
      const file = nameOf(value, component);
      if (file === '') return [];
      if (unread.some((outer) => outer.every((part, index) => part === path[index]))) return [];
      return checkFile(value, file, options);
    }),
  ]);
};
