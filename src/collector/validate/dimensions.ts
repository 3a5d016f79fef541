import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

/** Labels that span metrics have anyhow. */
const BUILT_IN = ['service.name', 'span.kind', 'status.code', 'span.name'];

/** `*`, `?`, `{a,b}` and `[a-z]` within one part between dots; `**` over dots. */
const globExpression = (glob: string): RegExp | undefined => {
  let source = '';
  for (let at = 0; at < glob.length; at++) {
    const letter = glob[at] as string;
    if (glob.startsWith('**', at)) {
      source += '.*';
      at++;
    } else if (letter === '*') source += '[^.]*';
    else if (letter === '?') source += '[^.]';
    else if (letter === '{') source += '(?:';
    else if (letter === '}') source += ')';
    else if (letter === ',') source += '|';
    else if (letter === '[' || letter === ']') source += glob.startsWith('[!', at) ? '[^' : letter;
    else source += letter.replace(/[\\^$.|+()]/g, '\\$&');
    if (glob.startsWith('[!', at)) at++;
  }
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return undefined;
  }
};

/** Dimensions of span metrics: each by name or by glob, none twice. */
export function* checkDimensions(view: View, ...keys: readonly string[]): Iterable<Finding> {
  const names = new Set(BUILT_IN);
  const globs: { index: number; glob: string; expression: RegExp }[] = [];
  for (const [index, dimension] of view.items(...keys).entries()) {
    const [name, glob] = [dimension.text('name'), dimension.text('glob')];
    if ((name === '') === (glob === ''))
      yield view.fault(
        `has ${name === '' ? 'neither name nor glob' : 'name and glob'}; expected one of them`,
        ...keys,
        index,
      );
    else if (name !== '') {
      if (names.has(name)) yield view.fault(`"${name}" is there twice, or by default`, ...keys, index);
      names.add(name);
    } else if (dimension.has('default'))
      yield view.fault('is not possible with glob', ...keys, index, 'default');
    else {
      const expression = globExpression(glob);
      if (expression) globs.push({ index, glob, expression });
      else yield view.fault(`"${glob}" is no glob`, ...keys, index, 'glob');
    }
  }
  for (const { index, glob, expression } of globs)
    for (const name of names)
      if (expression.test(name))
        yield view.fault(`"${glob}" is "${name}" too, which is there already`, ...keys, index);
}
