import { entryOf } from '../document/node.ts';
import { type LintContext, textOf } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { Change } from './migration.ts';
import { replaceComponent, writtenAs } from './replace-component.ts';

/** `normal` of the logging exporter printed counts, which is `basic` of debug. */
const VERBOSITY: Readonly<Record<string, string>> = {
  debug: 'detailed',
  detailed: 'detailed',
  info: 'basic',
  normal: 'basic',
  basic: 'basic',
  warn: 'basic',
  error: 'basic',
};

/** The `logging` exporter is called `debug`, and its `loglevel` is `verbosity`. */
export const loggingToDebug = function* (context: LintContext): Iterable<Change> {
  for (const component of writtenAs(context, 'exporters', 'logging')) {
    const { key: place, path, node, id } = component;
    const to = `debug${id.slice('logging'.length)}`;
    const [level, verbosity] = [entryOf(node, 'loglevel')?.value, entryOf(node, 'verbosity')?.value];
    const written = verbosity ?? level;
    const now = written && VERBOSITY[(textOf(written) ?? '').toLowerCase()];
    const message = `is now "${to}"${now === undefined ? '' : `, with verbosity: ${now}`}`;
    const renamed = replaceComponent(component, to, context);
    const isVariable = written?.kind === 'scalar' && written.isExpanded === true;
    if (isVariable || (written && now === undefined)) {
      yield { place, path, message: `is now "${to}", whose verbosity is basic, normal or detailed` };
      continue;
    }
    if (!renamed) {
      yield { place, path, message };
      continue;
    }
    const fix: Fix[] = [];
    if (verbosity) {
      if (now !== textOf(verbosity))
        fix.push({ do: 'set', path: [...path, 'verbosity'], value: now as string });
      if (level) fix.push({ do: 'remove', path: [...path, 'loglevel'], instead: [...path, 'verbosity'] });
    } else if (level)
      fix.push(
        { do: 'set', path: [...path, 'loglevel'], value: now as string },
        { do: 'rename', path: [...path, 'loglevel'], to: 'verbosity' },
      );
    yield { place, path, message, fix: [...fix, ...renamed] };
  }
};
