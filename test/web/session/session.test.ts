import { describe, expect, test } from '@jest/globals';
import { createSession, type Session } from '../../../src/web/session/session.ts';

const MINUTE = 60_000;

/** Tabs of one browser, on one clock. */
const browser = () => {
  const stored = new Map<string, string>();
  const state = { time: 1_700_000_000_000, ended: [] as (string | undefined)[] };
  const tab = (denied = false) => {
    const view = { isVisible: true };
    const session: Session = createSession({
      inactivityMillis: 30 * MINUTE,
      maxAgeMillis: 240 * MINUTE,
      now: () => state.time,
      storage: () => ({
        getItem: (key) => {
          if (denied) throw new Error('denied');
          return stored.get(key) ?? null;
        },
        setItem: (key, value) => {
          if (denied) throw new Error('denied');
          stored.set(key, value);
        },
      }),
      isVisible: () => view.isVisible,
      onStart: (previous) => void state.ended.push(previous),
    });
    return { session, view };
  };
  return { tab, state, stored };
};

describe('one session for all tabs', () => {
  test('a second tab goes on with it', () => {
    const { tab, state } = browser();
    const first = tab().session.id();
    expect(tab().session.id()).toBe(first);
    expect(state.ended).toEqual([undefined]);
  });

  test('what one tab does keeps it alive for the other', () => {
    const { tab, state } = browser();
    const busy = tab();
    const idle = tab();
    const id = busy.session.id();
    idle.session.id();
    for (let i = 0; i < 3; i++) {
      state.time += 20 * MINUTE;
      busy.session.id();
    }
    expect(idle.session.id()).toBe(id);
  });

  test('a tab that goes on stores again what another has removed; one in the background does not', () => {
    const { tab, state, stored } = browser();
    const first = tab();
    const id = first.session.id();
    const second = tab();
    second.session.id();
    first.session.clear();
    stored.clear();
    second.view.isVisible = false;
    state.time += 2_000;
    expect(second.session.id()).toBe(id);
    expect(stored.size).toBe(0);
    second.view.isVisible = true;
    state.time += 2_000;
    expect(second.session.id()).toBe(id);
    expect([...stored.values()].join()).toContain(id);
    expect(tab().session.id()).toBe(id);
  });

  test('after thirty minutes of nothing there is another, which names the last', () => {
    const { tab, state } = browser();
    const { session } = tab();
    const first = session.id();
    state.time += 31 * MINUTE;
    const second = session.id();
    expect(second).not.toBe(first);
    expect(state.ended.at(-1)).toBe(first);
    expect(second).not.toBe(first);
  });

  test('both tabs get the same new one', () => {
    const { tab, state } = browser();
    const one = tab().session;
    const other = tab().session;
    one.id();
    other.id();
    state.time += 31 * MINUTE;
    expect(one.id()).toBe(other.id());
    expect(state.ended).toHaveLength(2);
  });

  test('a dashboard that is shown is one session up to the maximum age', () => {
    const { tab, state } = browser();
    const { session } = tab();
    const ids = new Set<string>();
    for (let minute = 0; minute < 24 * 60; minute++) {
      state.time += MINUTE;
      ids.add(session.id());
    }
    expect(ids.size).toBe(6);
  });

  test('a tab in the background neither keeps it alive nor begins another', () => {
    const { tab, state, stored } = browser();
    const { session, view } = tab();
    const id = session.id();
    const before = stored.get('binnacle.session');
    view.isVisible = false;
    state.time += 600 * MINUTE;
    expect(session.id()).toBe(id);
    expect(stored.get('binnacle.session')).toBe(before);
    view.isVisible = true;
    state.time += MINUTE;
    expect(session.id()).not.toBe(id);
  });
});

test('without storage it is the page’s own', () => {
  const { tab, state } = browser();
  const { session } = tab(true);
  const id = session.id();
  state.time += MINUTE;
  expect(session.id()).toBe(id);
});

test('what others wrote under the key is not taken for a session', () => {
  const { tab, stored } = browser();
  stored.set('binnacle.session', 'jo@example.com.1.9999999999999');
  expect(tab().session.id()).toMatch(/^[\da-f]{32}$/);
});

test('what is over after it was cleared stores no other', () => {
  const { tab, stored } = browser();
  const { session } = tab();
  const id = session.id();
  stored.clear();
  session.clear();
  expect(session.id()).toMatch(/^[\da-f]{32}$/);
  expect(session.id()).not.toBe(id);
  expect(stored.size).toBe(0);
});
