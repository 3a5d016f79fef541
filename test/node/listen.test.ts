import { expect, test } from '@jest/globals';
import { startOtlpReceiver } from './otlp-receiver.ts';
import { runFixture } from './run-fixture.ts';

test('no message of a channel ends the process, and what comes after it is told', async () => {
  const receiver = await startOtlpReceiver();
  try {
    const ended = await runFixture('hostile-channels.mjs', { endpoint: receiver.url });
    expect({
      code: ended.code,
      stdout: ended.stdout,
      stderr: ended.stderr.replaceAll(/^binnacle: .*\n/gm, ''),
    }).toEqual({ code: 0, stdout: 'fine\n', stderr: '' });
    const clients = receiver.spans().filter(({ kind }) => kind === 'client');
    expect(clients.map(({ attributes }) => attributes['url.full'])).toEqual(
      // The one that was aborted with something unreadable has ended, too.
      expect.arrayContaining([
        expect.stringMatching(/\/aborted\?2$/),
        expect.stringMatching(/\/fetched$/),
        expect.stringMatching(/\/asked$/),
      ]),
    );
    expect(ended.messages).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/the listener of undici:request:error failed: /),
        expect.stringMatching(/the listener of http\.client\.request\.created failed: /),
        expect.stringMatching(/the listener of graphql:execute failed: /),
      ]),
    );
  } finally {
    await receiver.close();
  }
});
