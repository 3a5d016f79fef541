import { describe, expect, test } from '@jest/globals';
import { findPackageRoot } from '../../../../src/cli/package-root.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { BASE_EXAMPLE } from '../../../../src/collector/lint/base-example.ts';
import { createTestIo } from '../../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);

const run = async (...args: readonly string[]) => {
  const files = {
    'a.yaml': BASE_EXAMPLE,
    'b.yaml': BASE_EXAMPLE.replace('limit_mib: 400', 'limit_mib: 500'),
    'over.yaml': 'processors: { memory_limiter: { limit_mib: 500 } }\n',
    'broken.yaml': 'a: [',
    'empty.yaml': '',
    'other-unset.yaml': BASE_EXAMPLE.replace('limit_mib: 400', `limit_mib: "$\{env:OTHER}"`),
    'unset.yaml': BASE_EXAMPLE.replace('limit_mib: 400', `limit_mib: "$\{env:NOT_SET}"`),
  };
  const io = createTestIo({ files });
  await runProgram(['collector', ...args], io, ROOT);
  return io;
};

describe.each(['explain', 'graph'])('binnacle collector %s', (command) => {
  test.each([
    ['a file that is not there', 'gone.yaml', /gone\.yaml: cannot be read \(ENOENT\)/],
    ['broken YAML', 'broken.yaml', /broken\.yaml:1:/],
    ['an empty file', 'empty.yaml', /empty/],
  ])('%s is a fault', async (_, file, message) => {
    const { out, err, exitCode } = await run(command, file);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(err).toMatch(message);
  });

  test('says which variables are not set', async () => {
    const { err, exitCode } = await run(command, 'unset.yaml');
    expect({ err, exitCode }).toEqual({
      err: 'note: not set here, shown as written: NOT_SET\n',
      exitCode: 0,
    });
  });
});

describe('binnacle collector explain', () => {
  test.each([
    ['mermaid', (graph: string) => `\`\`\`mermaid\n${graph}\`\`\`\n`],
    ['svg', (graph: string) => graph],
  ])('--graph %s has the picture behind the words', async (format, framed) => {
    const { out: words } = await run('explain', 'a.yaml');
    const { out: graph } = await run('graph', 'a.yaml', '--format', format);
    const { out, exitCode } = await run('explain', 'a.yaml', '--graph', format);
    expect({ out, exitCode }).toEqual({ out: `${words}\n${framed(graph)}`, exitCode: 0 });
  });

  test.each([
    ['of another kind', ['--graph', 'png'], /Allowed choices are mermaid, svg/],
    ['beside --json, which has one', ['--graph', 'svg', '--json'], /--json has the graph already/],
  ])('a graph %s is a wrong command line', async (_, flags, message) => {
    const { out, err, exitCode } = await run('explain', 'a.yaml', ...flags);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(err).toMatch(message);
  });

  test('text', async () => {
    const { out, exitCode } = await run('explain', 'a.yaml', 'over.yaml');
    expect(exitCode).toBe(0);
    expect(out).toContain('What happens to a span');
    expect(out).toContain('above 400 MiB of memory, spans are refused');
  });

  test('a variable that is not set stands for itself', async () => {
    const { out } = await run('explain', 'unset.yaml');
    expect(out).toContain(`above the limit $\{env:NOT_SET} it collects garbage at once`);
  });

  test('--json has the graph', async () => {
    const { out } = await run('explain', 'a.yaml', '--json');
    expect(JSON.parse(out)).toMatchObject({
      pipelines: [{ id: 'traces', processors: [{ id: 'memory_limiter', type: 'memory_limiter' }] }],
      mermaid: expect.stringContaining('flowchart LR'),
    });
  });

  test('--signal without a pipeline', async () => {
    expect((await run('explain', 'a.yaml', '--signal', 'logs', '--json')).out).toContain('"pipelines":[]');
    expect((await run('explain', 'a.yaml', '--signal', 'logs')).out).toContain('No pipeline');
    expect((await run('explain', 'a.yaml', '--signal', 'sounds')).exitCode).toBe(2);
  });
});

describe('binnacle collector graph', () => {
  test.each([
    [[], /^flowchart LR\n/],
    [['--format', 'json'], /^\{"nodes":\[/],
    [['--format', 'svg'], /^<svg [\s\S]*<\/svg>\n$/],
  ])('%j', async (args, expected) => {
    const { out, exitCode } = await run('graph', 'a.yaml', ...args);
    expect(out).toMatch(expected);
    expect(exitCode).toBe(0);
  });
});

describe('binnacle collector diff', () => {
  test.each([
    ['the same', ['a.yaml', 'a.yaml'], 0, /^no difference in meaning\n$/],
    ['another value', ['a.yaml', 'b.yaml'], 1, /limit_mib: 400 → 500/],
    ['other variables that are not set', ['unset.yaml', 'other-unset.yaml'], 1, /NOT_SET\}.*OTHER\}/],
    ['files laid over each other', ['a.yaml,over.yaml', 'b.yaml'], 0, /^no difference/],
    ['--json of the same', ['a.yaml', 'a.yaml', '--json'], 0, /^\{"same":true,"differences":\[\]\}\n$/],
    ['--json', ['a.yaml', 'b.yaml', '--json'], 1, /"path":"limit_mib","before":400,"after":500/],
    ['a file that is not there', ['a.yaml', 'gone.yaml'], 2, /^$/],
    ['broken YAML', ['broken.yaml', 'a.yaml'], 2, /^$/],
    ['one file', ['a.yaml'], 2, /^$/],
  ])('%s', async (_, args, status, expected) => {
    const { out, exitCode } = await run('diff', ...args);
    expect(out).toMatch(expected);
    expect(exitCode).toBe(status);
  });
});
