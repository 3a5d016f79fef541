// The service of the bench: Express with one route, each request in a context of its own. Samplers are switched on and
// off in one process, because two processes differ by more than a sampler costs.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { context, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { RPCType, setRPCMetadata } from '@opentelemetry/core';
import { SAMPLERS, type Sampler, SHIPPED } from './samplers.ts';

export interface Question {
  readonly do: 'start' | 'stop' | 'read';
  readonly sampler?: string;
  readonly intervalMicros?: number;
}

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
type Handler = (
  request: IncomingMessage & { readonly params: { readonly id: string } },
  response: ServerResponse & { json(body: object): void },
) => unknown;
/** It has no types of its own. */
const express = createRequire(import.meta.url)('express') as () => {
  (request: IncomingMessage, response: ServerResponse): void;
  get(path: string, handler: Handler): void;
};
const app = express();
app.get('/items/:id', async (request, response) => {
  await Promise.resolve();
  response.json({ id: request.params.id, name: 'a thing', price: 12.5, tags: ['new', 'blue'] });
});
let requests = 0;
const server = createServer((request, response) => {
  const spanId = (++requests).toString(16).padStart(16, '0');
  const span = trace.wrapSpanContext({
    traceId: `a${spanId}`.padStart(32, '0'),
    spanId,
    traceFlags: TraceFlags.SAMPLED,
  });
  const own = setRPCMetadata(trace.setSpan(ROOT_CONTEXT, span), {
    type: RPCType.HTTP,
    span,
    route: '/items/:id',
  });
  context.with(own, () => app(request, response));
}).listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

const samplers: Readonly<Record<string, (intervalMicros: number) => Sampler>> = { ...SAMPLERS, ...SHIPPED };
let sampler: Sampler | undefined;
const cpuMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
process.on('message', (question: Question) => {
  const before = cpuMicros();
  if (question.do === 'start') {
    sampler = samplers[question.sampler ?? '']?.(question.intervalMicros ?? 0);
    sampler?.start();
  } else if (question.do === 'stop') sampler?.stop();
  process.send?.({
    cpuMicros: cpuMicros(),
    tookCpuMicros: cpuMicros() - before,
  });
});
process.on('disconnect', () => process.exit());
