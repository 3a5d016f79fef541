// Ends as many spans as a queue holds, and says for how long the event loop was held up until all were exported.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

const [count, rounds] = process.argv.slice(2).map(Number);
// The API of whoever runs this: it must be the same copy.
const { trace, SpanKind } = createRequire(join(process.cwd(), 'package.json'))('@opentelemetry/api');
const tracer = trace.getTracer('bench');

const makeSpan = (n) => {
  const span = tracer.startSpan('GET /items/:id', {
    kind: SpanKind.SERVER,
    attributes: {
      'http.request.method': 'GET',
      'url.scheme': 'http',
      'url.path': `/items/${n}`,
      'url.query': `page=${n % 50}`,
      'server.address': 'shop.example',
      'server.port': 8080,
      'network.protocol.version': '1.1',
      'user_agent.original': 'Mozilla/5.0 (X11; Linux x86_64) bench/1',
    },
  });
  span.setAttributes({ 'http.response.status_code': 200, 'http.route': '/items/:id', 'basket.size': n % 9 });
  span.end();
};

/** In small portions, as requests would end them. */
const fill = async () => {
  for (let n = 0; n < count; n++) {
    makeSpan(n);
    if (n % 16 === 15) await new Promise((done) => setImmediate(done));
  }
};

/** Longer than the pause between batches. */
const EXPORT_MILLIS = 1_500;

await fill();
await delay(EXPORT_MILLIS);
const monitor = monitorEventLoopDelay({ resolution: 1 });
monitor.enable();
for (let round = 0; round < rounds; round++) {
  await fill();
  await delay(EXPORT_MILLIS);
}
monitor.disable();
process.stdout.write(
  `${JSON.stringify({ p99Millis: monitor.percentile(99) / 1e6, maxMillis: monitor.max / 1e6 })}\n`,
  () => process.exit(),
);
