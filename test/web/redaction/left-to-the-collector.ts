/**
 * Vectors of the browser's rules that its patterns treat otherwise than the engine's readers: rarer ways to write the
 * same, which the Collector takes out, and a few harmless texts that go here.
 */
export const leftToTheCollector: readonly string[] = [
  // authorization
  '{"authorization":"Basic x1y2","a":1}',
  "[ 'authorization', 'Bearer x1' ], [ 'host', 'a' ]",
  'Authorization: Custom abc1 def\nhost: a',
  'Authorization: Digest username="Mufasa", realm="x", response="8ca523f5"',
  'with AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/iam, SignedHeaders=a;host, Signature=5d672d79c15b and more',
  // email
  "a!#$%&'*+/=?^_`{|}~-b@example.com",
  'from "john doe"@example.com',
  '%22to%22%3A%22jo%40example.com%22',
  'git@github.com:org/repo.git',
  'user@1000.service',
  'getty@tty1.service',
  'jo&#64;example.com, jo&#x40;example.com, jo&commat;example.com',
  '&#106;&#111;&#64;example&#46;com; jo&amp;#64;example.com',
  // iban
  'GB29-NWBK-601613-31926819.',
  'NO93 8601 1117\n947 and BE68 5390 0754 7034',
  // jwt
  'on lines ewogICJhbGciOiAiSFMyNTYiCn0.ewogICJzdWIiOiAiMSIKfQ.c2lnbmF0dXJl',
  'of Windows ew0KCSJhbGciOiAiSFMyNTYiCn0.eyJzdWIiOiAiMSJ9.c2ln ewkiYWxnIjoiSFMyNTYifQ..c2ln',
  // payment-card
  '4111 1111 \r\n1111 1111',
  'gtin 5088189508161',
  '4111.111111111111',
  '41111111 11111111',
  '4111.1111 1111.1111',
  // secret-assignment
  '"{\\"password\\":\\"a,b\\\\\\"c2\\",\\"d\\":1}"',
  "{ password: 'it''s 2', a: 1 }",
  'Driver={X};PWD={x;1};UID=jo',
  'AccountName=a;AccountKey=x1==;EndpointSuffix=b',
  '<ns:Password a="b">x1</ns:Password>',
  '<input name="password" value="x1">',
  '{"key":"password","value":{"stringValue":"x1"}}',
  "[ 'x-api-key', 'f00' ]",
  'a:\n  password: |\n    x1\n    x2\n  b: 1',
  'hasPassword=true',
  'password: string;',
  'token: expected }',
  'password: must have 8 characters',
  "Access denied for user 'jo'@'host' (using password: YES)",
  'Server=db;UID=jo;pw=x1;a=b {"pw":"x1"}',
  'bindpw: x1\nstorepass=x2',
  // url-password
  'dsn=jo:p@ss:w@tcp(db:3306)/x?a=b',
  'open "root:x=1@unix(/run/my.sock)/x": no',
  'jo:s3cret@cloudsql(a:b:c)/x, jo:s3cret@/x',
  '{"url":"amqp:\\/\\/app:s3cret@mq\\/v"}',
  'jdbc:oracle:thin:scott/tiger@//db:1521/x',
  // vendor-key
  `${'glpat-'}0123456789abcdefghijklmnopq.01.0a1b2c3d4 sent`,
  `${'pat-na1-'}550e8400-e29b-41d4-a716-446655440000, ${'access-production-'}550e8400-e29b-41d4-a716-446655440000`,
  `${'sk.eyJ1'}IjoiQwErTyUiOpAsDfGhJkLzXcVbNmqWeRtYuIoPaSdFgHjKlZxC.Q1w2e3r4t5y6 ${'squ_'}0123456789abcdef0123456789abcdef01234567`,
  'AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY,x',
  '(SG.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf)',
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXX failed',
  `${'sk-'}QwErTyUiOpAsDfGhJkLzXcVbNmqWeRtYuIoPaSdFgHjKlZxC`,
  'with key-0123456789abcdef0123456789abcdef.',
];
