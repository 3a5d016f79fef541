import { describe, expect, test } from '@jest/globals';
import { lintSources, shown, sourcesOf } from './lint-text.ts';

const lint = (text: string, options = {}): readonly string[] => shown(lintSources(sourcesOf(text), options));

const INTERVAL = 'processors:\n  memory_limiter:\n';
const FOUND =
  'memory-limiter-interval: processors.memory_limiter.check_interval: memory is looked at only every 60 s; 1s is recommended';

describe('suppressions', () => {
  test.each([
    ['on its line', '    check_interval: 1m # binnacle-disable-line memory-limiter-interval -- a trial\n'],
    [
      'above it',
      '    # binnacle-disable-next-line memory-limiter-interval -- a trial\n    check_interval: 1m\n',
    ],
    [
      'above it with more comments between',
      '    # binnacle-disable-next-line memory-limiter-interval -- a trial\n\n    # Long.\n    check_interval: 1m\n',
    ],
  ])('allows a finding by a comment %s', (_, text) => {
    expect(lint(INTERVAL + text)).toEqual([]);
  });

  test('has no effect without a reason', () => {
    expect(
      lint(`${INTERVAL}    check_interval: 1m # binnacle-disable-line memory-limiter-interval\n`),
    ).toEqual([
      `rule.yaml:3 ${FOUND}`,
      'rule.yaml:3 suppression: needs a reason, as in "rule-id -- reason"; without one it has no effect',
    ]);
  });

  test('allows only the rules that it names', () => {
    expect(lint(`${INTERVAL}    check_interval: 1m # binnacle-disable-line yaml-octal -- a trial\n`)).toEqual(
      [`rule.yaml:3 ${FOUND}`, 'rule.yaml:3 suppression: "yaml-octal" finds nothing on line 3; remove it'],
    );
  });

  test('names what it may have meant', () => {
    expect(lint('# binnacle-disable-next-line yaml-octals -- a trial\n{}\n')).toEqual([
      'rule.yaml:1 suppression: there is no rule "yaml-octals"; did you mean "yaml-octal"?',
    ]);
  });

  test('is not said to be unused where its rule is not checked', () => {
    const text = `${INTERVAL}    check_interval: 1s # binnacle-disable-line memory-limiter-interval -- a trial\n`;
    expect(lint(text)).toHaveLength(1);
    expect(lint(text, { disabled: ['memory-limiter-interval'] })).toEqual([]);
  });
});
