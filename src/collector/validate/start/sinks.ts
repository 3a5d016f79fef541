import { type ConfigNode, pathText } from '../../document/node.ts';
import { sinkFault } from '../../go/zap-sink.ts';
import type { Problem } from '../../problem.ts';
import { type ConfiguredComponent, componentStart } from '../components.ts';
import type { ValidateOptions } from '../options.ts';
import { telemetryView } from '../telemetry.ts';
import type { Usage } from '../usage.ts';
import { createView, type View } from '../view.ts';

const checkSink = (sink: View, { pathKind }: ValidateOptions): readonly Problem[] => {
  const path = sink.text().replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/i, '');
  if (['stdout', 'stderr'].includes(path) || sinkFault(path)) return [];
  const folder = /^(.+)\/[^/]*$/.exec(path)?.[1];
  const message =
    pathKind?.(path) === 'directory'
      ? `"${path}" is a directory, and no file`
      : folder !== undefined && pathKind?.(folder) === 'missing'
        ? `"${folder}" does not exist here`
        : undefined;
  if (message === undefined) return [];
  const { place, path: at } = sink;
  return [
    { id: 'missing-file', severity: 'warning', place, path: at, message: `${pathText(at)}: ${message}` },
  ];
};

const sinksOfDebug = (component: ConfiguredComponent, { schema, env }: ValidateOptions): readonly View[] => {
  if (component.kind !== 'exporters' || component.type !== 'debug' || !component.isDecoded) return [];
  const view = createView(componentStart(component), {
    schema,
    env,
    signals: [],
    component: component.schema,
  });
  return view.flag('use_internal_logger') ? [] : view.items('output_paths');
};

/** Where the Collector and its exporter `debug` write: the folder of a file has to be there. */
export const checkSinks = (
  root: ConfigNode,
  components: readonly ConfiguredComponent[],
  usage: Usage,
  options: ValidateOptions,
): readonly Problem[] => {
  const telemetry = telemetryView(root, options);
  const sinks = [
    ...components.filter(usage.isUsed).flatMap((component) => sinksOfDebug(component, options)),
    ...['output_paths', 'error_output_paths'].flatMap((key) => telemetry.items('logs', key)),
  ];
  return sinks.flatMap((sink) => checkSink(sink, options));
};
