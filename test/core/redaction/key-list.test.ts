import { describe, expect, test } from '@jest/globals';
import { createKeyList, patternOfKey } from '../../../src/core/redaction/key-list.ts';
import { parsePattern } from './pattern.ts';

const CASES: readonly (readonly [pattern: string, has: readonly string[], hasNot: readonly string[]])[] = [
  [
    'employee_id',
    ['employee_id', 'employee-id', 'employeeId', 'EMPLOYEE.ID', 'app.employee_id', 'a.b.employee_id'],
    ['employee', 'employee_id_count', 'my_employee_id', 'employee_ids'],
  ],
  [
    'user.email',
    ['user.email', 'app.user.email', 'userEmail'],
    ['email', 'user.email.domain', 'enduser.email'],
  ],
  ['x-*-id', ['x-id', 'x-request-id', 'X-Id-Id', 'http.request.header.x-foo-id'], ['x-request-ids', 'y-id']],
  ['*', ['', 'a', 'a.b'], []],
  ['patient*', ['patient', 'patient_name', 'app.patient.name'], ['inpatient', 'a_patient']],
  ['a+b(c)', ['a+b(c)'], ['aab(c)', 'abc']],
];

describe('createKeyList', () => {
  test.each(CASES)('%s', (pattern, has, hasNot) => {
    const list = createKeyList([pattern]);
    expect(has.filter((key) => !list(key))).toEqual([]);
    expect(hasNot.filter((key) => list(key))).toEqual([]);
  });

  test('has nothing without patterns', () => {
    expect(createKeyList([])('')).toBe(false);
  });
});

test.each(CASES)('the expression for %s says the same', (pattern, has, hasNot) => {
  const expression = new RegExp(patternOfKey(pattern), 'i');
  expect(() => parsePattern(patternOfKey(pattern))).not.toThrow();
  expect(has.filter((key) => !expression.test(key))).toEqual([]);
  expect(hasNot.filter((key) => expression.test(key))).toEqual([]);
});
