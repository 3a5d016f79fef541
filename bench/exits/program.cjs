// Makes one span, one log record and one count in each process and thread, and ends in the way that it is told.
// Takes the API of whoever is measured from the folder that it is started in.
const cluster = require('node:cluster');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const requireFrom = createRequire(join(process.cwd(), 'program.cjs'));
const api = requireFrom('@opentelemetry/api');
const logs = api.logs ?? requireFrom('@opentelemetry/api-logs').logs;

const where = cluster.isWorker ? 'cluster-worker' : isMainThread ? 'main' : 'thread';
api.trace.getTracer('bench').startSpan(`span of ${where}`).end();
logs.getLogger('bench').emit({ body: `log of ${where}` });
api.metrics.getMeter('bench').createCounter(`count.${where}`).add(1);

const idle = () => setInterval(() => {}, 1_000);
/** From here on the time counts. */
const ending = () => require('node:fs').writeSync(1, `ending ${Date.now()}\n`);
const soon = (fn) => setTimeout(fn, 50);
const startWorker = (end) =>
  new Worker(__filename, { workerData: end }).on('error', () => {}).on('exit', ending);
const startCluster = (end) =>
  cluster
    .fork()
    .on('message', function () {
      end(this);
    })
    .on('exit', ending);

const ENDS = {
  normal: ending,
  exit: () =>
    soon(() => {
      ending();
      process.exit(4);
    }),
  throw: () =>
    soon(() => {
      ending();
      throw new Error('nobody catches this');
    }),
  reject: () =>
    soon(() => {
      ending();
      Promise.reject(new Error('nobody handles this'));
    }),
  idle: () => {
    idle();
    ending();
  },
  'handler-exits': () => {
    process.on('SIGTERM', () => process.exit(5));
    idle();
    ending();
  },
  'handler-closes': () => {
    const timer = idle();
    process.on('SIGTERM', () => clearInterval(timer));
    ending();
  },
  'worker-normal': () => startWorker('worker-ends'),
  'worker-exit': () => startWorker('worker-exits'),
  'worker-throw': () => startWorker('worker-throws'),
  'worker-beside': () =>
    startWorker('worker-idles').once('message', () => {
      ending();
      process.exit(4);
    }),
  'worker-ends': () => {},
  'worker-exits': () => soon(() => process.exit(4)),
  'worker-throws': () =>
    soon(() => {
      throw new Error('nobody catches this');
    }),
  'worker-idles': () => {
    idle();
    soon(() => require('node:worker_threads').parentPort.postMessage('ready'));
  },
  'cluster-disconnect': () => startCluster((worker) => worker.disconnect()),
  'cluster-exit': () => startCluster((worker) => worker.send('exit')),
  'cluster-kill': () => startCluster((worker) => worker.process.kill('SIGTERM')),
};

if (cluster.isWorker) {
  process.on('message', () => process.exit(4));
  soon(() => process.send('ready'));
} else ENDS[isMainThread ? process.argv[2] : workerData]();
