import { checkReceiver } from '../stanza/receiver.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/journaldreceiver.JournaldConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/input/journald/config_linux.go',
  good: 'receivers: { journald: { start_at: beginning, matches: [{ _SYSTEMD_UNIT: ssh.service }] } }',
  bad: 'receivers: { journald: { matches: [{ unit: ssh.service }] } }',
  *check(view) {
    yield* checkReceiver(view);
    if (!['beginning', 'end'].includes(view.text('start_at')))
      yield view.fault('expected beginning or end', 'start_at');
    if (view.text('journalctl_path').trim() === '') yield view.fault('is empty', 'journalctl_path');
    if (view.text('root_path') !== '')
      for (const key of ['root_path', 'journalctl_path'])
        if (!view.text(key).startsWith('/')) yield view.fault('expected an absolute path', key);
    for (const [index, match] of view.items('matches').entries())
      for (const [name] of match.entries())
        if (!/^[_A-Z]+$/.test(name))
          yield view.fault(
            `"${name}" is no field of the journal; expected capital letters and _`,
            'matches',
            index,
            name,
          );
  },
};
