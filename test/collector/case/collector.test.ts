import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { type CommandOptions, runCommand } from './run-command.ts';

const collector = await requireServer('otelcol');
const folder = mkdtempSync(join(tmpdir(), 'binnacle-case-test-'));
const withCollector = collector === undefined ? describe.skip : describe;

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const run = async (args: readonly string[], options?: CommandOptions) => {
  const result = await runCommand(['collector', 'test', ...args, '--collector', collector ?? ''], options);
  const short = (text: string): string => text.replaceAll(`${folder}/`, '').replace(/\d+\.\d s/g, 'N s');
  return { ...result, out: short(result.out), err: short(result.err) };
};

write(
  'tenants.yaml',
  `receivers:
  otlp: { protocols: { grpc: { endpoint: "127.0.0.1:4317" }, http: { endpoint: "127.0.0.1:4318", include_metadata: true } } }
processors:
  attributes/tenant: { actions: [{ key: tenant, from_context: metadata.x-tenant, action: upsert }] }
  filter/gold: { traces: { span: ['attributes["tenant"] != "gold"'] } }
  filter/rest: { traces: { span: ['attributes["tenant"] == "gold"'] } }
  transform:
    trace_statements:
      - 'set(span.attributes["user.email"], "\${env:MASK:-****}") where span.attributes["user.email"] != nil'
      - delete_key(span.attributes, "secret")
exporters:
  otlp_grpc/gold: { endpoint: "gold.example.com:4317" }
  otlp_grpc/rest: { endpoint: "rest.example.com:4317" }
service:
  pipelines:
    traces/gold: { receivers: [otlp], processors: [attributes/tenant, filter/gold, transform], exporters: [otlp_grpc/gold] }
    traces/rest: { receivers: [otlp], processors: [attributes/tenant, filter/rest, transform], exporters: [otlp_grpc/rest] }
`,
);

const TENANTS = `config: tenants.yaml
cases:
  - name: each tenant has its exporter
    input:
      - headers: { x-tenant: gold }
        traces: [{ name: GET /gold, trace: gold, attributes: { user.email: jo@example.com, secret: hunter2 } }]
      - headers: { x-tenant: tin }
        traces: [{ name: GET /tin, trace: tin }]
    expect:
      nowhere: [jo@example.com, hunter2]
      outputs:
        otlp_grpc/gold:
          kept: gold
          dropped: tin
          traces: { exactly: [{ name: GET /gold, attributes: { tenant: gold, user.email: "****" } }] }
        otlp_grpc/rest:
          kept: tin
          dropped: gold
`;

withCollector('in the real Collector', () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('what comes out is compared, by exporter and by tenant', async () => {
    const { code, out } = await run([write('routing.yaml', TENANTS)]);
    expect(out).toBe('routing.yaml\n  ok each tenant has its exporter (N s)\n1 passed in N s\n');
    expect(code).toBe(0);
  });

  test('a difference is shown attribute by attribute', async () => {
    const wrong = TENANTS.replace('user.email: "****"', 'user.email: REDACTED, plan: gold').replace(
      'nowhere: [jo',
      'nowhere: [GET /tin, jo',
    );
    const { code, out } = await run([write('wrong.yaml', wrong)]);
    expect(out).toBe(`wrong.yaml
  FAILED each tenant has its exporter (N s)
      wrong.yaml:10:17: "GET /tin" is there as it is, at otlp_grpc/rest of traces/rest
        spans.name
          expected nowhere "GET /tin"
          received "GET /tin"
      wrong.yaml:15:31: otlp_grpc/gold, traces: expected span "GET /gold"; the nearest of 1 span is "GET /gold" (trace "gold"), which differs
        attributes.user.email
          expected "REDACTED"
          received "****"
        attributes.plan
          expected "gold"
          received nothing
0 passed, 1 failed in N s
`);
    expect(code).toBe(1);
  });

  test('results as JSON and as JUnit, of the cases with a name', async () => {
    const failing = `  - name: fails <here>
    input: [{ traces: [{ name: a }] }]
    expect: { outputs: { otlp_grpc/rest: { nothing: true } } }
`;
    const path = write('two.yaml', TENANTS + failing);
    const json = await run([path, '--json', '--filter', 'FAILS']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      collector: { version: '0.155.0' },
      cases: [
        {
          file: 'two.yaml',
          line: 19,
          name: 'fails <here>',
          status: 'failed',
          failures: [
            {
              line: 21,
              column: 26,
              message: expect.stringContaining('otlp_grpc/rest: expected nothing, received 1 span'),
            },
          ],
          received: [
            { pipeline: 'traces/gold', exporter: 'otlp_grpc/gold', signal: 'traces', items: 0 },
            { pipeline: 'traces/rest', exporter: 'otlp_grpc/rest', signal: 'traces', items: 1 },
          ],
        },
      ],
    });
    const junit = await run([path, '--format', 'junit']);
    expect(junit.out).toContain('<testsuite name="two.yaml" tests="2" failures="1" errors="0"');
    expect(junit.out).toMatch(
      /<testcase name="each tenant has its exporter" classname="two.yaml" file="two.yaml" line="3" time="[\d.]+"\/>/,
    );
    expect(junit.out).toContain('<testcase name="fails &lt;here&gt;"');
    expect(junit.out).toContain(
      '<failure message="otlp_grpc/rest: expected nothing, received 1 span: &quot;a&quot;',
    );
  });

  test('--update writes what was received, and then it passes; variables of the case count', async () => {
    const path = write(
      'new.yaml',
      `config: tenants.yaml
env: { MASK: "#" }
cases:
  - name: new
    input: [{ traces: [{ name: a, trace: t, attributes: { user.email: x, at: 1 } }] }]
`,
    );
    const first = await run([path]);
    expect(first.code).toBe(1);
    expect(first.out).toContain('has no expect; --update writes one from what is received');
    const second = await run([path, '--update']);
    expect(second.code).toBe(0);
    expect(second.err).toBe('new.yaml: wrote what was received by "new"; read it before you trust it\n');
    expect(readFileSync(path, 'utf8')).toContain(`    expect:
      outputs:
        otlp_grpc/gold:
          nothing: true
        otlp_grpc/rest:
          traces:
            exactly:
              - name: a
                trace: t
                attributes:
                  user.email: "#"
                  at: 1
`);
    expect((await run([path])).code).toBe(0);
  });

  test('--update does not take back what must be nowhere', async () => {
    const path = write(
      'promise.yaml',
      'config: tenants.yaml\ncases:\n  - name: a\n    input: [{ traces: [{ name: a, attributes: { secret2: hunter2 } }] }]\n    expect: { nowhere: hunter2 }\n',
    );
    expect((await run([path, '--update'])).code).toBe(1);
    const again = await run([path]);
    expect(again.code).toBe(1);
    expect(again.out).toContain('"hunter2" is there as it is, at otlp_grpc/rest of traces/rest');
  });

  test('tail sampling and metrics of spans are waited for, in a shorter time', async () => {
    write(
      'sampling.yaml',
      `receivers: { kafka: { topics: [spans] } }
processors:
  batch: { timeout: 10s, send_batch_size: 1000 }
  tail_sampling: { decision_wait: 30s, policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] }
connectors: { span_metrics: { metrics_flush_interval: 60s } }
exporters: { prometheus_remote_write: { endpoint: "http://nowhere" }, otlp_http: { endpoint: "http://nowhere" } }
service:
  pipelines:
    traces: { receivers: [kafka], processors: [batch], exporters: [span_metrics] }
    traces/sampled: { receivers: [kafka], processors: [tail_sampling], exporters: [otlp_http] }
    metrics: { receivers: [span_metrics], exporters: [prometheus_remote_write] }
`,
    );
    const path = write(
      'sampled.yaml',
      `config: sampling.yaml
cases:
  - name: errors are kept, all are counted
    input:
      - traces:
          - { name: bad, trace: bad, service: shop, children: [{ name: worse, status: error }] }
          - { name: good, trace: good, service: shop, repeat: 20 }
    expect:
      kept: bad
      dropped: [good, good 2, good 20]
      outputs:
        metrics:
          metrics:
            contain: [{ name: traces.span.metrics.calls, attributes: { span.name: good }, value: 20 }]
`,
    );
    const { code, out } = await run([path]);
    expect(out).toBe(`sampled.yaml
  batch: timeout is 50ms here, not 10s
  tail_sampling: decision_wait is 1s here, not 30s
  span_metrics: metrics_flush_interval is 200ms here, not 60s
  ok errors are kept, all are counted (N s)
1 passed in N s
`);
    expect(code).toBe(0);
  });

  test('recorded OTLP goes in from a file, into a pipeline that is named', async () => {
    const span = {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      name: 'recorded',
    };
    write('recorded.jsonl', `${JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })}\n`);
    const path = write(
      'file.yaml',
      `config: tenants.yaml
cases:
  - name: recorded
    input: [{ file: recorded.jsonl, into: traces/rest }]
    expect:
      kept: ${span.traceId}
      outputs:
        otlp_grpc/gold: { nothing: true }
        traces/rest: { traces: { exactly: [{ name: recorded, trace: ${span.traceId} }] } }
`,
    );
    const { code, out } = await run([path]);
    expect(out).toContain('ok recorded');
    expect(code).toBe(0);
  });

  test('a Collector that does not start says why', async () => {
    write(
      'broken.yaml',
      'receivers: { otlp: }\nprocessors: { transform: { trace_statements: ["set(nothing"] } }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], processors: [transform], exporters: [debug] } } }\n',
    );
    const path = write(
      'starts.yaml',
      'config: broken.yaml\ncases: [{ name: a, input: [{ traces: [{ name: a }] }], expect: {} }]\n',
    );
    const { code, out } = await run([path]);
    expect(code).toBe(1);
    expect(out).toContain('the Collector did not start: it ended with status 1');
    expect(out).toContain('processors::transform');
  });

  test('input that the Collector refuses is a failure, unless that is expected', async () => {
    write(
      'refusing.yaml',
      `receivers: { otlp: }\nprocessors: { transform: { error_mode: propagate, trace_statements: ['set(span.attributes["a"], Int(ParseJSON(span.name)))'] } }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], processors: [transform], exporters: [debug] } } }\n`,
    );
    const path = write(
      'refused.yaml',
      'config: refusing.yaml\ncases:\n  - { name: a, input: [{ traces: [{ name: a }] }], expect: {} }\n  - { name: b, input: [{ traces: [{ name: b }] }], expect: { refused: true } }\n',
    );
    const { code, out } = await run([path]);
    expect(out).toContain('the Collector did not take the input: traces into otlp: HTTP ');
    expect(out).toContain('  ok b (N s)');
    expect(code).toBe(1);
  });

  test('what the Collector would refuse and a case would hide is said, with status 2', async () => {
    write(
      'dangling.yaml',
      'receivers: { otlp: }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], exporters: [debg] } } }\n',
    );
    write('empty.yaml', '# nothing\n');
    const path = write(
      'dangles.yaml',
      'cases:\n  - { name: a, config: dangling.yaml, input: [{ traces: [{ name: a }] }], expect: {} }\n  - { name: b, config: empty.yaml, input: [{ traces: [{ name: a }] }], expect: {} }\n',
    );
    const { code, out } = await run([path]);
    expect(out).toContain('dangling.yaml:3:66: service.pipelines.traces.exporters: "debg" is not configured');
    expect(out).toContain('empty.yaml: is empty');
    expect(code).toBe(2);
  });

  test('what this Collector has not is said, with status 2', async () => {
    write(
      'other.yaml',
      'receivers: { otlp: }\nprocessors: { k8s_attributes: }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], processors: [k8s_attributes], exporters: [debug] } } }\n',
    );
    const path = write(
      'lacks.yaml',
      'config: other.yaml\ncases: [{ name: a, input: [{ traces: [{ name: a }] }], expect: {} }]\n',
    );
    const { code, out } = await run([path]);
    expect(out).toContain(
      'this Collector (0.155.0) lacks processors.k8s_attributes; build one that has it: binnacle collector manifest',
    );
    expect(code).toBe(2);
  });

  test('--keep leaves the configuration that ran', async () => {
    const { out, starts } = await run([write('kept.yaml', TENANTS), '--keep']);
    const kept = /kept: (.*)/.exec(out)?.[1] ?? '';
    expect(starts[0]).toEqual(['--config', join(kept, 'collector.yaml')]);
    expect(readFileSync(join(kept, 'collector.yaml'), 'utf8')).toContain('otlp_http/case-1');
    rmSync(kept, { recursive: true });
  });

  test.each([
    ['an interrupt', ['--timeout', '60'], true, 'interrupted\n', 1],
    ['the end of its time', ['--timeout', '3'], false, '', 1],
  ])('%s ends every Collector and removes its folder', async (_title, args, isInterrupted, said, status) => {
    const path = write(
      'long.yaml',
      `${TENANTS.replace('cases:', 'timing: { settle: 50s }\ncases:')}  - { name: other, input: [{ traces: [{ name: a }] }], expect: { nowhere: x } }\n`,
    );
    const interrupt = async (programs: readonly unknown[]): Promise<void> => {
      for (let tries = 0; programs.length < 2 && tries < 500; tries++) await delay(20);
    };
    const { code, err, programs, starts } = await run(
      [path, ...args, '--jobs', '2'],
      isInterrupted ? { interrupt } : {},
    );
    expect(err).toBe(said);
    expect(code).toBe(status);
    expect(programs).toHaveLength(2);
    for (const { pid } of programs) expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
    for (const [, config] of starts) expect(existsSync(config ?? '')).toBe(false);
  });
});
