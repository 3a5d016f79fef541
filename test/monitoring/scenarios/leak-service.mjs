// node --expose-gc leak-service.mjs <bytes> <growth>: keeps so much, and a share more each second, until /stop.
import { createServer } from 'node:http';

const [firstBytes, growth] = process.argv.slice(2).map(Number);
const BLOCK_BYTES = 65_536;
/** V8 would collect now and then; here an hour is two minutes. */
const COLLECT_MILLIS = 1_000;

const kept = [];
const keep = (bytes) => {
  for (let left = bytes; left > 0; left -= BLOCK_BYTES) kept.push(new Array(BLOCK_BYTES / 8).fill(0.5));
};
keep(firstBytes);
const leaking = setInterval(() => keep(kept.length * BLOCK_BYTES * growth), 1_000);
setInterval(() => globalThis.gc(), COLLECT_MILLIS);

const server = createServer(({ url }, response) => {
  if (url === '/stop') {
    clearInterval(leaking);
    kept.length = 0;
  }
  response.end();
}).listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
