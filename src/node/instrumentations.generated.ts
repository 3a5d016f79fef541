// Written by `npm run generate`.
import type { InstrumentationEntry } from './instrumentation.ts';

export const instrumentations: readonly InstrumentationEntry[] = [
  {"name":"bunyan","summary":"log records of bunyan, and trace ids in its own lines","packages":["bunyan"],"builtins":[]},
  {"name":"console","summary":"log records of `console.log` and its like","packages":[],"builtins":[]},
  {"name":"express","summary":"routes and errors of Express","packages":["express","router"],"builtins":[]},
  {"name":"fastify","summary":"routes and errors of Fastify","packages":["fastify"],"builtins":[]},
  {"name":"host-metrics","summary":"CPU, memory, disks and network of the machine; one service of a machine is enough to send them","packages":[],"builtins":[],"canWait":true},
  {"name":"http","summary":"requests that `node:http` and `node:https` serve and make, with duration histograms","packages":[],"builtins":["http","https"]},
  {"name":"pg","summary":"PostgreSQL queries and pools of pg","packages":["pg","pg-pool"],"builtins":[]},
  {"name":"pino","summary":"log records of pino, and trace ids in its own lines","packages":["pino"],"builtins":[]},
  {"name":"process-metrics","summary":"CPU, memory, disk, threads, open files and page faults of the process","packages":[],"builtins":[],"canWait":true},
  {"name":"redis","summary":"Redis commands of redis; only the command and never its arguments","packages":["redis","@redis/client","@node-redis/client"],"builtins":[]},
  {"name":"runtime-node","summary":"metrics of the event loop, garbage collection and heap","packages":[],"builtins":[],"canWait":true},
  {"name":"undici","summary":"requests made by `fetch` and undici, with a duration histogram","packages":[],"builtins":[]},
  {"name":"winston","summary":"log records of winston, and trace ids in its own lines","packages":["winston"],"builtins":[]},
];
