import { existsSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { extname, resolve } from 'node:path';
import { watchEsFile } from '../hooks/es-files.ts';
import { watchFile } from '../hooks/module-hook.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { type Handler, type HandlerOptions, wrapHandler } from '../lambda/wrap-handler.ts';
import { flush } from '../lifecycle.ts';

/** What the handler's file is known by here. */
const NAME = 'aws-lambda-handler';
const EXTENSIONS = ['.js', '.mjs', '.cjs'] as const;

type Exports = Record<string, unknown>;

interface Target {
  /** Without its extension. */
  readonly path: string;
  /** `handler`, or `api` and `handler` for one in an object. */
  readonly names: readonly string[];
}

/** `src/app.api.handler`: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html */
const targetOf = (taskRoot: string, handler: string): Target => {
  const dot = handler.indexOf('.', handler.lastIndexOf('/') + 1);
  const file = dot < 0 ? handler : handler.slice(0, dot);
  return { path: resolve(taskRoot, file), names: dot < 0 ? ['handler'] : handler.slice(dot + 1).split('.') };
};

const isEsFile = (path: string): boolean => {
  if (extname(path) !== '.js') return extname(path) === '.mjs';
  try {
    const packageFile = findPackageJSON(path);
    return packageFile !== undefined && JSON.parse(readFileSync(packageFile, 'utf8')).type === 'module';
  } catch {
    return false;
  }
};

/** The exports with the handler wrapped; undefined where there is none. */
const patchHandler = (
  exports: Exports,
  names: readonly string[],
  options: HandlerOptions,
): Exports | undefined => {
  const name = names.at(-1) as string;
  const owner = names
    .slice(0, -1)
    .reduce<Exports | undefined>((object, each) => object?.[each] as Exports | undefined, exports);
  const handler = owner?.[name];
  if (!owner || typeof handler !== 'function') return undefined;
  const value = wrapHandler(handler as Handler, options);
  if (Reflect.set(owner, name, value)) return exports;
  // What a bundler has written has getters that nobody may change.
  return owner === exports ? Object.create(exports, { [name]: { value, enumerable: true } }) : undefined;
};

export const instrumentation: InstrumentationModule = {
  name: 'aws-lambda',
  summary: 'invocations of an AWS Lambda function; what waits is sent before an invocation ends',
  packages: [],
  builtins: [],
  needs: 'lambdaHandler',
  create: ({ lambdaTaskRoot = process.cwd(), lambdaHandler = '', lambdaInitialization }) => {
    const { path, names } = targetOf(lambdaTaskRoot, lambdaHandler);
    const file = EXTENSIONS.map((extension) => path + extension).find((each) => existsSync(each));
    if (!file) return;
    const options = { hasColdStart: lambdaInitialization !== 'provisioned-concurrency', flush };
    patchFiles({ [NAME]: (exports: Exports) => patchHandler(exports, names, options) });
    const [exported = 'handler'] = names;
    if (isEsFile(file)) watchEsFile(file, { name: NAME, exports: [exported], before: () => {} });
    else watchFile(file, NAME);
  },
};
