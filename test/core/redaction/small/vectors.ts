import { createRedactor } from '../../../../src/core/redaction/index.ts';
import type { RuleFacts } from '../../../../src/core/redaction/rule.ts';
import { ruleFacts } from '../../../../src/core/redaction/rule-facts.generated.ts';
import { smallRules } from '../../../../src/core/redaction/small/index.ts';

/** What only the whole redactor finds; docs/redaction.md names the kinds. */
const LEFT: ReadonlySet<string> = new Set([
  `putty ${'Private-'}Lines: 1\nMIIEpAIBAAKCAQEA75kLf0Fk\nPrivate-MAC: 1`,
  'dsn=jo:p@ss:w@tcp(db:3306)/x?a=b',
  'open "root:x=1@unix(/run/my.sock)/x": no',
  'jo:s3cret@cloudsql(a:b:c)/x, jo:s3cret@/x',
  'jdbc:oracle:thin:scott/tiger@//db:1521/x',
  `${'pat-na1-'}550e8400-e29b-41d4-a716-446655440000, ${'access-production-'}550e8400-e29b-41d4-a716-446655440000`,
  `${'sk.eyJ1'}IjoiQwErTyUiOpAsDfGhJkLzXcVbNmqWeRtYuIoPaSdFgHjKlZxC.Q1w2e3r4t5y6 ${'squ_'}0123456789abcdef0123456789abcdef01234567`,
  'Server=db;UID=jo;pw=x1;a=b {"pw":"x1"}',
  'bindpw: x1\nstorepass=x2',
  'jo&#64;example.com, jo&#x40;example.com, jo&commat;example.com',
  '&#106;&#111;&#64;example&#46;com; jo&amp;#64;example.com',
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXX failed',
  `${'sk-'}QwErTyUiOpAsDfGhJkLzXcVbNmqWeRtYuIoPaSdFgHjKlZxC`,
  "[ 'authorization', 'Bearer x1' ], [ 'host', 'a' ]",
  'Authorization: Custom abc1 def\nhost: a',
  'Authorization: Digest username="Mufasa", realm="x", response="8ca523f5"',
  'Driver={X};PWD={x;1};UID=jo',
  '<ns:Password a="b">x1</ns:Password>',
  '<input name="password" value="x1">',
  '{"key":"password","value":{"stringValue":"x1"}}',
  "[ 'x-api-key', 'f00' ]",
  '4111 1111 \r\n1111 1111',
  'card 5088189508161',
  '0044 20 7946 0958 is busy',
  'Jo Doe, (212) 555-0123 x123',
  '{"to":"212-555-0123"}',
  '020 7946 0958, 01 99 00 12 34',
  '030/23125123',
  '0491\u00a0570\u00a0156',
  '0176 1234 5678, 0151 / 123 45 678, (011) 91234-5678',
  '11 91234-5678',
  '612 34 56 78',
  'phone=2125550123&x=1',
  'my mobile number is 98765 43210',
  '22 12 34 56 (mobile)',
  'postgres://jo:p#s3cret@db/x mysql://jo:s3/cret@db',
  'user=jo&pass=hunter2&x=1 {"user":"jo","pass":"hunter2"}',
  '- name: DB_PASSWORD\n  value: x1\n',
  'form-data; name="password"\r\n\r\nx1\r\n--b',
  '<string name="api_key">x1</string><p name="password"><value>x2</value></p>',
  '<Password><![CDATA[x1<]]></Password>',
  'sent to 0612345678 in 12 ms',
  '{"to":"98765 43210","n":3}',
  'from 612 345 678, to 347 1234567.',
  '<to>21 9 1234-5678</to><to>1300 975 707</to>',
  'Jo Doe; 07700900123; Leeds',
  `${'1//0'}gAbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_L9Ir, ${'re_'}AbCd1234_EfGh5678IjKl9012MnOp3456`,
  `${'sdk-'}550e8400-e29b-41d4-a716-446655440000 ${'api-'}550e8400-e29b-41d4-a716-446655440001`,
  `with ${'EAA'}GAbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQr.`,
  `db ${'AVNS_'}0123456789abcdefghi`,
  `https://x.${'webhook.office.com/webhookb2/'}550e8400-e29b-41d4-a716-446655440000@550e8400-e29b-41d4-a716-446655440001/IncomingWebhook/a1b2 failed`,
  '{"SocialSecurity":"123 45 6789"}',
  'his SSN is 123456789',
  '{"socialSecurityNumber":123456789}',
]);

/** What it finds in another way, or a part of. */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
  [
    `${'AKIA'}IOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY,x`,
    '[REDACTED:vendor-key],wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY,x',
  ],
  ['{"authorization":"Basic x1y2","a":1}', '{"authorization":"[REDACTED:secret-assignment]","a":1}'],
  [
    'with AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/iam, SignedHeaders=a;host, Signature=5d672d79c15b and more',
    'with AWS4-HMAC-SHA256 Credential=[REDACTED:secret-assignment], SignedHeaders=a;host, Signature=[REDACTED:secret-assignment] and more',
  ],
  ["{ password: 'it''s 2', a: 1 }", "{ password: '[REDACTED:secret-assignment]''s 2', a: 1 }"],
  [
    'a:\n  password: |\n    x1\n    x2\n  b: 1',
    'a:\n  password: [REDACTED:secret-assignment]\n    x1\n    x2\n  b: 1',
  ],
  ['<tel:+1-201-555-0123;ext=22>', '<tel:[REDACTED:phone];ext=22>'],
]);

export interface SmallVector {
  readonly rule: string;
  readonly input: string;
  readonly expected: string;
}

const whole = createRedactor();

/** The vectors of the whole redactor for the rules that both have, and what no rule finds. */
export const smallVectors: readonly SmallVector[] = smallRules.flatMap(({ id }) => {
  const { vectors, ignores } = ruleFacts[id] as RuleFacts;
  return [
    ...vectors.map(([input, expected]) => ({
      rule: id,
      input,
      expected: DIFFERENT.get(input) ?? (LEFT.has(input) ? input : expected),
    })),
    ...ignores.map((input) => ({ rule: id, input, expected: whole.text(input) })),
  ];
});

/** Those in which it differs that no rule has any more. */
export const unknownDifferences: readonly string[] = [...LEFT, ...DIFFERENT.keys()].filter(
  (input) => !smallVectors.some((each) => each.input === input),
);
