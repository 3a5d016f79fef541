import type { ConfigNode, ConfigPath } from '../document/node.ts';
import { readYaml } from '../document/read.ts';
import type { LintContext } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { Change } from './migration.ts';
import { compareVersions } from './version.ts';

/** `$NAME`, and not `$$NAME`, which is the text itself. */
const BARE = /(?<!\$)(?:\$\$)*\$([A-Za-z_]\w*)/g;

const textsOf = function* (
  node: ConfigNode,
  path: ConfigPath = [],
): Generator<readonly [ConfigPath, ConfigNode, string]> {
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') yield [path, node, node.value];
  } else if (node.kind === 'list')
    for (const [index, item] of node.items.entries()) yield* textsOf(item, [...path, index]);
  else for (const [key, { value }] of node.entries) yield* textsOf(value, [...path, key]);
};

/** `$NAME` is no variable any more from 0.104 on. What runs a later version already means the text, so it is only told. */
export const bareVariables = function* ({ sources }: LintContext, from?: string): Iterable<Change> {
  const isVariable = from !== undefined && compareVersions(from, '0.104.0') < 0;
  for (const { name, text } of sources) {
    const { node } = readYaml(text, name);
    if (!node) continue;
    for (const [path, { place }, value] of textsOf(node)) {
      const names = new Set([...value.matchAll(BARE)].map((match) => match[1] as string));
      for (const variable of names) {
        const now = `\${env:${variable}}`;
        const fix: readonly Fix[] = [{ do: 'replace-text', path, from: `$${variable}`, to: now }];
        if (isVariable) yield { place, path, message: `$${variable} is now ${now}`, fix };
        else
          yield {
            place,
            path,
            message: `$${variable} was a variable and is a text now; ${now} is the variable (--from 0.103.0 or older changes it)`,
            isNotice: true,
          };
      }
    }
  }
};
