import type { Plugin } from 'esbuild';

/** Two copies of `@opentelemetry/*`, one for `import` and one for `require`, would not know of each other's hooks. */
export const oneCopyOfOpenTelemetry: Plugin = {
  name: 'one-copy-of-opentelemetry',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^@opentelemetry\// }, ({ kind, path, pluginData, ...options }) => {
      if (kind !== 'require-call' || pluginData === oneCopyOfOpenTelemetry) return undefined;
      return resolve(path, { ...options, kind: 'import-statement', pluginData: oneCopyOfOpenTelemetry });
    });
  },
};
