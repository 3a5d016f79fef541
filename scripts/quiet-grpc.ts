import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Gives grpc-js sockets that do not keep a program: see `src/node/exporters/quiet-net.ts`. */
export const quietGrpc = (root: string): Plugin => ({
  name: 'quiet-grpc',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^net$/ }, ({ importer }) =>
      importer.includes('grpc-js') ? { path: join(root, 'src/node/exporters/quiet-net.ts') } : undefined,
    );
  },
});
