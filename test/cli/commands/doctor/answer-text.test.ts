import { expect, test } from '@jest/globals';
import { answerText } from '../../../../src/cli/commands/doctor/answer-text.ts';

const status = (message: string): Buffer =>
  Buffer.concat([Buffer.from([0x08, 0x03, 0x12, message.length]), Buffer.from(message)]);

test.each([
  ['text', 'text/plain; charset=utf-8', Buffer.from('no'), 'no'],
  ['no type', undefined, Buffer.from('no'), 'no'],
  ['a status in JSON', 'application/json', Buffer.from('{"code":3,"message":"no"}'), 'no'],
  ['other JSON', 'application/problem+json', Buffer.from('{"title":"no"}'), '{"title":"no"}'],
  ['a status in protobuf', 'application/x-protobuf', status('not today'), 'not today'],
  ['nothing in protobuf', 'application/x-protobuf', Buffer.alloc(0), ''],
  ['broken protobuf', 'application/x-protobuf', Buffer.from([0x08, 0xff, 0xff]), ''],
  ['a picture', 'image/png', Buffer.from('no'), ''],
])('%s', (_what, type, body, text) => {
  expect(answerText(type, body)).toBe(text);
});
