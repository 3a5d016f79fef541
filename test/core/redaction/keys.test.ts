import { describe, expect, test } from '@jest/globals';
import { isSensitiveAttribute, isSensitiveKey, SENSITIVE_KEYS } from '../../../src/core/redaction/keys.ts';
import { createRandom, pick } from '../random.ts';
import { parsePattern } from './pattern.ts';

const SENSITIVE = [
  'password',
  'passwd',
  'user_password',
  'db.password',
  'newPassword',
  'PASSWORD_HASH',
  'passphrase',
  'Passwort',
  'pwd',
  'userPwd',
  'mysql_pwd',
  'pass',
  'db.pass',
  'smtpPass',
  'secret',
  'client_secret',
  'clientSecret',
  'secrets',
  'secret_key',
  'secretAccessKey',
  'aws_secret_access_key',
  'credential',
  'credentials',
  'awsCredentials',
  'token',
  'accessToken',
  'access_token',
  'access-token',
  'refresh.token',
  'id_token',
  'X-Auth-Token',
  'X-Amz-Security-Token',
  'stripeToken',
  'access_tokens',
  'tokenValue',
  'authorization',
  'Authorization',
  'proxy-authorization',
  'http.request.header.authorization',
  'authorization_code',
  'auth',
  'x-auth',
  'api_key',
  'apikey',
  'apiKey',
  'X-Api-Key',
  'api-keys',
  'x-functions-key',
  'Ocp-Apim-Subscription-Key',
  'private_key',
  'privateKeyPem',
  'encryption-key',
  'signingKey',
  'access_key',
  'AccessKeyId',
  'AccountKey',
  'license_key',
  'hmac_key',
  'jwt',
  'auth.jwt',
  'sig',
  'signature',
  'X-Amz-Signature',
  'otp',
  'totp',
  'pin',
  'card_pin',
  'cardPin',
  'cvv',
  'cvv2',
  'cardCvc',
  'ssn',
  'user.ssn',
  'userSsn',
  'iban',
  'customer_iban',
  'sid',
  'connect.sid',
  'PHPSESSID',
  'JSESSIONID',
  'session',
  'session_id',
  'sessionId',
  'session-id',
  'sessionToken',
  'session_key',
  'csrf',
  'csrfToken',
  'X-CSRF-Token',
  'XSRF-TOKEN',
  '_xsrf',
  'cookie',
  'cookies',
  'Set-Cookie',
  'http.request.header.cookie',
  'cookieHeader',
  'cardNumber',
  'card_number',
  'creditCard',
  'credit_card',
  'account_number',
  'bankAccount',
  'social_security_number',
  'national_id',
  'tax-id',
  'passportNumber',
  'passport',
  'email',
  'e-mail',
  'user.email',
  'userEmail',
  'emailAddress',
  'one_time_code',
  'verificationCode',
  'mfa_code',
  'backup_codes',
  'user[token]',
  'user[password]',
  'user[pin]',
] as const;

const HARMLESS = [
  '',
  'key',
  'author',
  'authority',
  'authors',
  'passenger',
  'passed',
  'compass',
  'bypass',
  'cookie_consent',
  'cookieConsent',
  'token_count',
  'tokens',
  'max_tokens',
  'maxTokens',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.token.type',
  'tokenizer',
  'token_type',
  'primary_key',
  'primaryKey',
  'foreign_key',
  'public_key',
  'partition_key',
  'sort_key',
  'cache_key',
  'db.client.connection.pool.name',
  'code.function.name',
  'aws.s3.key',
  'messaging.kafka.message.key',
  'messaging.rabbitmq.destination.routing_key',
  'secretary',
  'secret_name',
  'aws.secretsmanager.secret.arn',
  'session.id',
  'session.previous_id',
  'user.id',
  'enduser.id',
  'name',
  'service.name',
  'spin',
  'pinned',
  'mapping',
  'inside',
  'side',
  'design',
  'signature_version',
  'sigma',
  'monkey',
  'keyboard',
  'http.status_code',
  'error.code',
  'country_code',
  'zip',
  'auth.method',
  'authenticated',
  'oauth.provider',
  'card_type',
  'card_brand',
  'account_id',
  'bank',
  'tax',
  'passport_country',
  'email_count',
  'email_verified',
  'url.path',
  'http.route',
  'server.address',
  'network.peer.address',
  'db.query.text',
  'exception.message',
  'process.pid',
  'license',
  'discard',
  'idempotency_key',
  'hostname',
  'mail.queue',
  'ssnake',
] as const;

const patterns = SENSITIVE_KEYS.map((pattern) => new RegExp(pattern, 'i'));
const patternFinds = (key: string): boolean => patterns.some((pattern) => pattern.test(key));

describe('isSensitiveAttribute', () => {
  test.each(SENSITIVE)('%s', (key) => {
    expect(isSensitiveAttribute(key)).toBe(true);
  });

  test.each(HARMLESS)('not %j', (key) => {
    expect(isSensitiveAttribute(key)).toBe(false);
  });
});

describe('isSensitiveKey, of names before a value in text', () => {
  test('is sure of fewer names', () => {
    const all = [...SENSITIVE, ...HARMLESS];
    expect(all.filter((key) => isSensitiveKey(key) && !isSensitiveAttribute(key))).toEqual([]);
  });

  test.each(['password', 'db.password', 'client_secret', 'accessToken', 'X-Api-Key', 'pin', 'csrf', 'email'])(
    '%s',
    (key) => {
      expect(isSensitiveKey(key)).toBe(true);
    },
  );

  test.each([
    'pass',
    'auth',
    'session',
    'sid',
    'jsessionid',
    'card_number',
    'account_number',
    'backup_codes',
  ])('not %s', (key) => {
    expect(isSensitiveKey(key)).toBe(false);
  });
});

describe('SENSITIVE_KEYS', () => {
  test.each(SENSITIVE_KEYS)(
    '%s is in the subset that JavaScript and RE2 share, with anchors at its ends alone',
    (pattern) => {
      expect(() => parsePattern(pattern)).not.toThrow();
      const inner = pattern.replace(/^\(\?:\^\|\[\._\\\[-\]\)/, '').replace(/\\\]\?\$$/, '');
      expect(inner).not.toMatch(/[$^]/);
    },
  );

  test('says the same as isSensitiveAttribute', () => {
    for (const key of [...SENSITIVE, ...HARMLESS])
      expect([key, patternFinds(key)]).toEqual([key, isSensitiveAttribute(key)]);
  });

  test('says the same of keys that are put together at random', () => {
    const random = createRandom(5);
    const words = [
      ...new Set([...SENSITIVE, ...HARMLESS].flatMap((key) => [key, ...key.split(/[._[\]-]|(?=[A-Z])/)])),
    ];
    const glue = ['', '.', '_', '-', '[', ']', '__', '.-', ' ', 'x', '2', 's'];
    let sensitive = 0;
    for (let i = 0; i < 20_000; i++) {
      const key = Array.from(
        { length: 1 + Math.floor(random() * 3) },
        () => pick(words, random) + pick(glue, random),
      ).join('');
      const cased = random() < 0.2 ? key.toUpperCase() : key;
      if (isSensitiveAttribute(cased)) sensitive++;
      expect([cased, patternFinds(cased)]).toEqual([cased, isSensitiveAttribute(cased)]);
    }
    expect(sensitive).toBeGreaterThan(3_000);
    expect(sensitive).toBeLessThan(19_000);
  });
});

test('a key of any length is read in no time that grows with it', () => {
  expect(isSensitiveAttribute(`${'a.'.repeat(1_000_000)}password`)).toBe(true);
  expect(isSensitiveAttribute('pass'.repeat(1_000_000))).toBe(false);
});
