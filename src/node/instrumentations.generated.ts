// Written by `npm run generate`.
import type { InstrumentationEntry } from './instrumentation.ts';

export const instrumentations: readonly InstrumentationEntry[] = [
  {"name":"express","summary":"routes and errors of Express","packages":["express","router"],"builtins":[]},
  {"name":"fastify","summary":"routes and errors of Fastify","packages":["fastify"],"builtins":[]},
  {"name":"http","summary":"requests that `node:http` and `node:https` serve and make, with duration histograms","packages":[],"builtins":[]},
  {"name":"pg","summary":"PostgreSQL queries and pools of pg","packages":["pg","pg-pool"],"builtins":[]},
  {"name":"pino","summary":"log records of pino, and trace ids in its own lines","packages":["pino"],"builtins":[]},
  {"name":"redis","summary":"Redis commands of redis; only the command and never its arguments","packages":["redis","@redis/client","@node-redis/client"],"builtins":[]},
  {"name":"runtime-node","summary":"metrics of the event loop, garbage collection and heap","packages":[],"builtins":[]},
  {"name":"undici","summary":"requests made by `fetch` and undici, with a duration histogram","packages":[],"builtins":[]},
];
