import { expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

/** By metric: its attributes' keys, and the values of one of them where they are known. */
const RUNTIME = [
  'nodejs.eventloop.delay.max',
  'nodejs.eventloop.delay.mean',
  'nodejs.eventloop.delay.min',
  'nodejs.eventloop.delay.p50',
  'nodejs.eventloop.delay.p90',
  'nodejs.eventloop.delay.p99',
  'nodejs.eventloop.delay.stddev',
  'nodejs.eventloop.time nodejs.eventloop.state=active',
  'nodejs.eventloop.time nodejs.eventloop.state=idle',
  'nodejs.eventloop.utilization',
  'v8js.gc.duration v8js.gc.type=major',
  'v8js.gc.duration v8js.gc.type=minor',
  'v8js.memory.heap.space.available_size v8js.heap.space.name=old_space',
  'v8js.memory.heap.space.physical_size v8js.heap.space.name=old_space',
  'v8js.memory.heap.space.size v8js.heap.space.name=new_space',
  'v8js.memory.heap.used v8js.heap.space.name=old_space',
  'v8js.resource.active v8js.resource.type=Timeout',
];
const PROCESS = [
  'process.context_switches process.context_switch.type=involuntary',
  'process.context_switches process.context_switch.type=voluntary',
  'process.cpu.time cpu.mode=system',
  'process.cpu.time cpu.mode=user',
  'process.cpu.utilization cpu.mode=user',
  'process.memory.usage',
  'process.paging.faults system.paging.fault.type=major',
  'process.paging.faults system.paging.fault.type=minor',
  'process.uptime',
];
const LINUX_PROCESS = [
  'process.disk.io disk.io.direction=read',
  'process.disk.io disk.io.direction=write',
  'process.memory.virtual',
  'process.thread.count',
  'process.unix.file_descriptor.count',
];
const HOST = [
  'system.cpu.logical.count',
  'system.cpu.time cpu.mode=idle',
  'system.cpu.time cpu.mode=user',
  'system.cpu.utilization cpu.mode=idle',
  'system.memory.limit',
  'system.memory.usage system.memory.state=free',
  'system.memory.usage system.memory.state=used',
  'system.memory.utilization system.memory.state=used',
];
/** Of each disk and network, whatever they are called. */
const HOST_DEVICES = ['system.disk.io', 'system.network.io'];

const isLinux = process.platform === 'linux';

/** Those that say more than nothing on any machine. */
const POSITIVE =
  /^(?:process\.(?:cpu\.time|memory|thread|unix|uptime)|system\.(?:memory|cpu)|v8js\.memory\.heap\.used|nodejs\.eventloop\.delay\.max)/;

const seriesOf = (receiver: OtlpReceiver): ReadonlyMap<string, number> =>
  new Map(
    receiver
      .metricPoints()
      .map(({ metric, attributes, value, count }) => [
        [metric, ...Object.entries(attributes).map(([key, each]) => `${key}=${String(each)}`)].join(' '),
        value ?? count ?? Number.NaN,
      ]),
  );

const measure = async (env: Readonly<Record<string, string>>, wanted: readonly string[]) => {
  const receiver = await startOtlpReceiver();
  try {
    const program = startFixture('measured.mjs', {
      endpoint: receiver.url,
      env: { OTEL_METRIC_EXPORT_INTERVAL: '100', ...env },
    });
    // Garbage collection is up to the machine, so the program goes on until all is there.
    for (let tries = 0; tries < 50; tries++) {
      const series = seriesOf(receiver);
      if (wanted.every((name) => series.has(name))) break;
      await receiver.next();
    }
    const ended = await program.stop();
    return { ended, series: seriesOf(receiver) };
  } finally {
    await receiver.close();
  }
};

test('the runtime and the process are measured', async () => {
  const wanted = [...RUNTIME, ...PROCESS, ...(isLinux ? LINUX_PROCESS : [])];
  const { ended, series } = await measure({}, wanted);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect([...series.keys()]).toEqual(expect.arrayContaining(wanted));
  const empty = [...series].filter(
    ([name, value]) => POSITIVE.test(name) && !(value > 0) && !name.includes('space'),
  );
  expect(empty).toEqual([]);
  expect([...series.keys()].filter((name) => name.startsWith('system.'))).toEqual([]);
}, 30_000);

test('the machine is measured where that is asked for', async () => {
  const { ended, series } = await measure({ OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'host-metrics' }, HOST);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect([...series.keys()]).toEqual(expect.arrayContaining(HOST));
  if (isLinux) {
    const devices = [...series.keys()].filter((name) => HOST_DEVICES.includes(name.split(' ')[0] ?? ''));
    expect(new Set(devices.map((name) => name.split(' ')[0]))).toEqual(new Set(HOST_DEVICES));
  }
  const shares = [...series].filter(([name]) => name.startsWith('system.cpu.utilization'));
  expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 5);
  expect(series.get('system.memory.utilization system.memory.state=used')).toBeLessThan(1);
}, 30_000);
