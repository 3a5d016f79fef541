import { describe, expect, test } from '@jest/globals';
import { createAuditor } from '../../../../../src/cli/commands/redaction/audit/auditor.ts';

/** Each decimal makes redaction look for an address, so that a long list of them is cut early. */
const DENSE = '0.125,3.5,'.repeat(20_000);

describe('a text of which redaction would send the beginning alone', () => {
  test('is no finding where nothing is in it', () => {
    const auditor = createAuditor();
    auditor.text('file', 'body', DENSE);
    auditor.attributes('file', 'attributes', { values: DENSE });
    expect(auditor.findings()).toEqual([]);
  });

  test.each([0, 100_000, DENSE.length])('is searched to its end: something at %i', (at) => {
    const auditor = createAuditor();
    auditor.text('file', 'body', `${DENSE.slice(0, at)} jo@example.com ${DENSE.slice(at)}`);
    expect(auditor.findings()).toEqual([{ rule: 'email', source: 'file', place: 'body', count: 1 }]);
  });
});

test('what a pattern of the policy finds is told by its id', () => {
  const auditor = createAuditor({ custom: [{ id: 'employee', pattern: 'EMP-\\d{6}' }] });
  auditor.text('file', 'body', 'by EMP-123456');
  expect(auditor.findings()).toEqual([{ rule: 'employee', source: 'file', place: 'body', count: 1 }]);
});
