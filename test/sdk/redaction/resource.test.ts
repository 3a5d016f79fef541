import { expect, test } from '@jest/globals';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { createRedactedResource } from '../../../src/sdk/redaction/resource.ts';

const redactor = createRedactor();
const PERSONAL = { note: 'jo@example.com' };
const CLEAN = { note: '[REDACTED:email]' };

test('is redacted when it is first asked, and once', () => {
  let asked = 0;
  const resource = createRedactedResource(
    resourceFromAttributes({ ...PERSONAL, 'process.command_args': ['node', '--password=hunter2'] }),
    () => {
      asked++;
      return redactor;
    },
  );
  expect(asked).toBe(0);
  expect(resource.attributes).toMatchObject(CLEAN);
  expect(JSON.stringify(resource.attributes)).not.toContain('hunter2');
  expect(resource.attributes).toBe(resource.attributes);
  expect(asked).toBe(1);
});

test('what arrives later is redacted too', async () => {
  const resource = createRedactedResource(
    resourceFromAttributes({ owner: Promise.resolve('jo@example.com') }),
    () => redactor,
  );
  expect(resource.asyncAttributesPending).toBe(true);
  await resource.waitForAsyncAttributes?.();
  expect(resource.asyncAttributesPending).toBe(false);
  expect(resource.attributes).toEqual({ owner: '[REDACTED:email]' });
});

test.each(['from the left', 'from the right'])('is redacted when it is merged %s', (side) => {
  const resource = createRedactedResource(
    resourceFromAttributes(PERSONAL, { schemaUrl: 'https://h/1?token=hunter2' }),
    () => redactor,
  );
  const other = resourceFromAttributes({ other: 1 });
  const merged = side === 'from the left' ? resource.merge(other) : other.merge(resource);
  expect(merged.attributes).toEqual({ ...CLEAN, other: 1 });
  expect(merged.schemaUrl).toBe('https://h/1?token=REDACTED');
});
