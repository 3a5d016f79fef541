/** A place in the application, with the packages between it and where the stack was taken, innermost first. */
export interface CallSite {
  /** `file:line`, the last two parts of the path; missing where the stack ends in a package, as Prisma's do. */
  readonly place?: string;
  readonly packages: readonly string[];
}

/** V8’s own form only: a service runs on nothing else. */
const FRAME = /\(?((?:file:\/\/)?[^()\s]*?):(\d+):\d+\)?$/;
const PACKAGE = /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/;

/**
 * Where in the application a stack leads to; undefined where nothing in it is known.
 *
 * @param isOwn whether a file is of whoever took the stack
 */
export const callSiteOf = (stack: string, isOwn: (file: string) => boolean): CallSite | undefined => {
  const packages = new Set<string>();
  for (const line of stack.split('\n')) {
    const [, file = '', number = ''] = FRAME.exec(line) ?? [];
    if (file === '' || file.startsWith('node:') || isOwn(file)) continue;
    const name = PACKAGE.exec(file)?.[1];
    if (name === undefined)
      return {
        place: `${file
          .split(/[/\\]+/)
          .slice(-2)
          .join('/')}:${number}`,
        packages: [...packages],
      };
    packages.add(name.replace('\\', '/'));
  }
  return packages.size > 0 ? { packages: [...packages] } : undefined;
};
