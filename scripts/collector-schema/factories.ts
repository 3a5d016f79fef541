import { COMPONENT_KINDS, type ComponentKind } from '../../src/collector/schema/schema.ts';

/** The Go file that lists the factories of one release's components; the Go program is built with it. */
export const factoriesFile = (
  modules: Readonly<Record<ComponentKind, readonly string[]>>,
  version: string,
): string => {
  const name = (kind: string, index: number) => `${kind}${index}`;
  const imports = COMPONENT_KINDS.flatMap((kind) => [
    `\t"go.opentelemetry.io/collector/${kind.slice(0, -1)}"`,
    ...modules[kind].map((module, index) => `\t${name(kind, index)} "${module}"`),
  ]);
  const lists = COMPONENT_KINDS.map((kind) => {
    const rows = modules[kind].map(
      (module, index) => `\t{"${module} v${version}", ${name(kind, index)}.NewFactory()},`,
    );
    return [`var ${kind} = []Listed[${kind.slice(0, -1)}.Factory]{`, ...rows, '}'].join('\n');
  });
  return ['package main', '', 'import (', ...imports, ')', '', ...lists, ''].join('\n');
};
