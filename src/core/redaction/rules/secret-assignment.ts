import { isDigit, isLetter, isWord } from '../characters.ts';
import { isCookieName } from '../cookies.ts';
import type { Found, RedactionRule, RuleFacts } from '../rule.ts';
import { skipScheme } from '../schemes.ts';
import { endOfName, isSensitiveName, startOfName } from '../secret-name.ts';
import { SECRET_NAMES } from '../secret-names.ts';
import { isNothing, readValue } from '../secret-value.ts';
import { endOfEncoded, readQuoted } from '../value-ends.ts';
import { hasUnit, isBlank, isNameUnit, isQuote, isWordAt, isWordBefore, skip, skipBlanks } from '../words.ts';

const PER_CENT = 37;
const COMMA = 44;
const SLASH = 47;
const COLON = 58;
const QUOTE = 34;
const GREATER = 62;

/** Most units between an element's name and its end, and between the two halves of a pair. */
const MAX_DISTANCE = 96;

const isQuoteOrSlash = (unit: number): boolean => isQuote(unit) || unit === 92;

/** A sensitive name in quotes shortly before `end`: `{"key":"password","value":…`, `<input name="password" value=…`. */
const isNamedBefore = (text: string, end: number, isElement = false): boolean => {
  for (let i = end; i > 0 && end - i < MAX_DISTANCE && !'}<>[\n'.includes(text[i - 1] as string); i--) {
    if (!isQuote(text.charCodeAt(i))) continue;
    const start = startOfName(text, i);
    // The content of `<label for="password">` is no value of it.
    if (isElement && !isWordBefore(text, start - 1, 'name=') && !isWordBefore(text, start - 1, 'key='))
      continue;
    if (start < i && isQuote(text.charCodeAt(start - 1)) && isSensitiveName(text, start, i)) return true;
  }
  return false;
};

/** A sensitive name as the value of `name` on the line before: `- name: DB_PASSWORD\n  value: x`. */
const isNamedAbove = (text: string, start: number): boolean => {
  let end = start;
  while (start - end < MAX_DISTANCE && isBlank(text.charCodeAt(end - 1))) end--;
  if (text[end - 1] !== '\n') return false;
  end = text[end - 2] === '\r' ? end - 2 : end - 1;
  const name = startOfName(text, end);
  return isWordBefore(text, name, 'name: ') && isSensitiveName(text, name, end);
};

/** What has a line of its own behind the head of a part: `name="password"\r\n\r\nx`, as it is or escaped. */
const findPart = (text: string, at: number, found: Found): boolean => {
  const start = at + 2;
  const end = skip(text, start, isNameUnit, MAX_DISTANCE);
  let i = isQuote(text.charCodeAt(end)) ? end + 1 : end + 2;
  const isEscaped = text[i] === '\\';
  const line = isEscaped ? String.raw`\n` : '\n';
  let lines = 0;
  for (; lines < 2; lines++) {
    if (text.startsWith(isEscaped ? String.raw`\r` : '\r', i)) i += isEscaped ? 2 : 1;
    if (!text.startsWith(line, i)) return false;
    i += line.length;
  }
  if (!isSensitiveName(text, start, end)) return false;
  found.start = i;
  while (i < text.length && !'\r\n\\'.includes(text[i] as string)) i++;
  found.end = i;
  return !isNothing(text, found.start, i);
};

/** Elements whose content is the value of what an attribute names. */
const FIELDS =
  'string entry property param parameter item field value data setting variable attribute prop arg'.split(
    ' ',
  );

const isField = (text: string, end: number): boolean => FIELDS.some((name) => isWordBefore(text, end, name));

/** Whether `<value>` stands in an element that has a sensitive name as an attribute. */
const isInNamed = (text: string, open: number, end: number): boolean =>
  isWordBefore(text, end, '<value') && text[open - 1] === '>' && isNamedBefore(text, open - 1, true);

const CDATA = '<![CDATA[';

/** The content of `<password type="x">…</password>`, of which `at` is the first `>`. */
const findContent = (text: string, at: number, found: Found): boolean => {
  let open = at - 1;
  while (open >= 0 && at - open < MAX_DISTANCE && !'<>['.includes(text[open] as string)) open--;
  if (text[open] !== '<' || text[at - 1] === '/') return false;
  let start = open + 1;
  let end = start;
  while (end < at && (isNameUnit(text.charCodeAt(end)) || text[end] === ':' || text[end] === '.')) {
    if (text[end] === ':') start = end + 1;
    end++;
  }
  // `<password>`, `<string name="password">` but no element of a page, `<button name="password">`, `<property name="password"><value>`
  if (
    !isSensitiveName(text, start, end) &&
    !(end < at ? isField(text, end) && isNamedBefore(text, at, true) : isInNamed(text, open, end))
  )
    return false;
  found.start = at + 1;
  const isData = text.startsWith(CDATA, found.start);
  if (isData) found.start += CDATA.length;
  found.end = found.start;
  while (found.end < text.length && !(isData ? text.startsWith(']]>', found.end) : text[found.end] === '<'))
    found.end++;
  return !isNothing(text, found.start, found.end);
};

const findEncoded = (text: string, at: number, found: Found): boolean => {
  const percent = text.startsWith('%25', at) ? '%25' : '%';
  const code = at + percent.length;
  if (!isWordAt(text, code, '3d') && !isWordAt(text, code, '3a')) return false;
  const end = endOfName(text, at);
  if (!isSensitiveName(text, startOfName(text, end), end)) return false;
  let start = code + 2;
  if (text[start] === '+') start++;
  else if (text.startsWith(`${percent}20`, start)) start += percent.length + 2;
  const isQuoted = text.startsWith(`${percent}22`, start);
  if (isQuoted) start += percent.length + 2;
  found.start = start;
  found.end = endOfEncoded(text, start, percent, isQuoted);
  return !isNothing(text, start, found.end);
};

/** The second of two quoted texts in a list, where the first is a sensitive name: `[ 'x-api-key', 'f00' ]`. */
const findSecond = (text: string, at: number, found: Found): boolean => {
  const end = endOfName(text, at);
  if (!isSensitiveName(text, startOfName(text, end), end)) return false;
  const next = readQuoted(text, skipBlanks(text, at + 1), found);
  if (next === 0 || text[skipBlanks(text, next)] === ':') return false;
  // Of a list of names, the next one is no secret.
  found.start = skipScheme(text, found.start);
  if (isNothing(text, found.start, found.end)) return false;
  for (let i = found.start; i < found.end; i++)
    if (!isLetter(text.charCodeAt(i)) && !'-_'.includes(text[i] as string)) return true;
  return false;
};

/** `pw:api`, a name within another one, and `pw=1920`, a width. */
const isOtherPw = (text: string, start: number, end: number, at: number): boolean => {
  if (end - start > 2 || end < at) return false;
  const digits = skip(text, at + 1, isDigit, 5);
  return (
    isWord(text.charCodeAt(at + 1)) &&
    (text.charCodeAt(at) === COLON || (digits - at < 6 && !isWord(text.charCodeAt(digits))))
  );
};

/**
 * `pass` alone is what tests count as well, `pass: 12 fail: 0`: behind `=`, or in quotes, a value that has letters and
 * digits, of more than four.
 */
const isPass = (text: string, start: number, end: number, at: number): boolean => {
  if (end - start !== 4 || !isWordBefore(text, end, 'pass')) return false;
  const from = skipBlanks(text, at + 1);
  const value = skip(text, from, isQuoteOrSlash, MAX_DISTANCE);
  const last = skip(text, value, isWord, MAX_DISTANCE);
  if (
    last - value < 5 ||
    skip(text, value, isDigit, MAX_DISTANCE) === last ||
    skip(text, value, isLetter, MAX_DISTANCE) === last
  )
    return false;
  return value > from || (from === at + 1 && text[at] === '=');
};

/** Behind `=`, `:`, `=>` or `:=`; 0 where it compares, or where code goes on. */
const endOfSeparator = (text: string, at: number, nameEnd: number): number => {
  const next = text[at + 1];
  if (text[at] === ':') return text.startsWith('\\/', at + 1) ? 0 : next === '=' ? at + 2 : at + 1;
  const end = text[at + 2] === '=' ? at + 3 : at + 2;
  const isQuoted = isQuote(text.charCodeAt(skipBlanks(text, end)));
  // The name in quotes or brackets is that of a map, without them that of a function's parameter.
  if (next === '>') return isQuoted || (nameEnd < at && text[nameEnd] !== ' ') ? end : 0;
  if (next === '=' && (isQuoted || end > at + 2 || isBlank(text.charCodeAt(end)))) return isQuoted ? end : 0;
  return at + 1;
};

export const rule: RedactionRule = {
  id: 'secret-assignment',
  triggers: '=:,%>',
  // A list has its names in quotes.
  behind: { ',': '"\'`' },
  find(text, at, found) {
    const sign = text.charCodeAt(at);
    if (sign === PER_CENT) return findEncoded(text, at, found);
    if (sign === GREATER) return findContent(text, at, found);
    if (sign === COMMA) return findSecond(text, at, found);
    const next = text.charCodeAt(at + 1);
    // `std::string`, `https://`, also in lists of many colons, before a name is looked for
    if (sign === COLON && (next === COLON || next === SLASH)) return false;
    const end = endOfName(text, at);
    const start = startOfName(text, end);
    if (
      !isSensitiveName(text, start, end) &&
      !(isWordBefore(text, end, 'value') && (isNamedBefore(text, start - 1) || isNamedAbove(text, start))) &&
      !isPass(text, start, end, at)
    )
      return next === QUOTE && isWordBefore(text, end, 'name') && findPart(text, at, found);
    if (isCookieName(text, end) || isOtherPw(text, start, end, at)) return false;
    const from = endOfSeparator(text, at, end);
    if (from === 0 || !readValue(text, from, end, found)) return false;
    // An e-mail address has a rule of its own, and may be hashed by it.
    return !isWordBefore(text, end, 'mail') || !hasUnit(text, found, 64);
  },
};

const NAME = String.raw`(?:${SECRET_NAMES})(?:\\{0,7}["'])?\]?`;
const SIGN = String.raw`\s{0,3}(?:=>|:=|[:=])\s{0,3}\[?\s{0,3}`;
const WORD = String.raw`[^\s"'&,;\\<>(){}\[=*]`;

export const facts: RuleFacts = {
  summary:
    'the value of a password, secret, token or key under its name: in query strings, forms, JSON in any escaping, YAML, XML, code, connection strings',
  sources: [
    'https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/',
    'https://www.rfc-editor.org/rfc/rfc8259#section-7',
    'https://url.spec.whatwg.org/#application/x-www-form-urlencoded',
    'https://yaml.org/spec/1.2.2/#81-block-scalar-styles',
    'https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-strings',
    'https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING',
    'https://www.openldap.org/doc/admin26/slapdconfig.html',
    'https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string',
  ],
  vectors: [
    ['total=5&token=abc123', 'total=5&token=[REDACTED:secret-assignment]'],
    ['{"password":"hunter2","a":1}', '{"password":"[REDACTED:secret-assignment]","a":1}'],
    ['login --password=hunter2', 'login --password=[REDACTED:secret-assignment]'],
    [
      String.raw`"{\"password\":\"a,b\\\"c2\",\"d\":1}"`,
      String.raw`"{\"password\":\"[REDACTED:secret-assignment]\",\"d\":1}"`,
    ],
    [
      "{ password: 'it''s 2', a: 1 }",
      "{ password: '[REDACTED:secret-assignment]', a: 1 }",
      "{ password: '[REDACTED:secret-assignment]''s 2', a: 1 }",
    ],
    ['Server=db;Password=x1;User ID=jo', 'Server=db;Password=[REDACTED:secret-assignment];User ID=jo'],
    [
      'Driver={X};PWD={x;1};UID=jo',
      'Driver={X};PWD={[REDACTED:secret-assignment]};UID=jo',
      'Driver={X};PWD={x;1};UID=jo',
    ],
    [
      'AccountName=a;AccountKey=x1==;EndpointSuffix=b',
      'AccountName=a;AccountKey=[REDACTED:secret-assignment];EndpointSuffix=b',
    ],
    ['user[password]=x1&user[name]=jo', 'user[password]=[REDACTED:secret-assignment]&user[name]=jo'],
    ['password%3Dx1%26user%3Djo', 'password%3D[REDACTED:secret-assignment]%26user%3Djo'],
    ['<ns:Password a="b">x1</ns:Password>', '<ns:Password a="b">[REDACTED:secret-assignment]</ns:Password>'],
    [
      '<input name="password" value="x1">',
      '<input name="password" value="[REDACTED:secret-assignment]">',
      '<input name="password" value="x1">',
    ],
    [
      '{"key":"password","value":{"stringValue":"x1"}}',
      '{"key":"password","value":{"stringValue":"[REDACTED:secret-assignment]"}}',
      '{"key":"password","value":{"stringValue":"x1"}}',
    ],
    ["[ 'x-api-key', 'f00' ]", "[ 'x-api-key', '[REDACTED:secret-assignment]' ]", "[ 'x-api-key', 'f00' ]"],
    [
      'a:\n  password: |\n    x1\n    x2\n  b: 1',
      'a:\n  password: |\n[REDACTED:secret-assignment]\n  b: 1',
      'a:\n  password: |\n    x1\n    x2\n  b: 1',
    ],
    ['login(user: "jo", password: "x 1")', 'login(user: "jo", password: "[REDACTED:secret-assignment]")'],
    [
      'Server=db;UID=jo;pw=x1;a=b {"pw":"x1"}',
      'Server=db;UID=jo;pw=[REDACTED:secret-assignment];a=b {"pw":"[REDACTED:secret-assignment]"}',
      'Server=db;UID=jo;pw=[REDACTED:secret-assignment];a=b {"pw":"x1"}',
    ],
    [
      'bindpw: x1\nstorepass=x2',
      'bindpw: [REDACTED:secret-assignment]\nstorepass=[REDACTED:secret-assignment]',
    ],
    [
      'user=jo&pass=hunter2&x=1 {"user":"jo","pass":"hunter2"}',
      'user=jo&pass=[REDACTED:secret-assignment]&x=1 {"user":"jo","pass":"[REDACTED:secret-assignment]"}',
    ],
    [
      '- name: DB_PASSWORD\n  value: x1\n',
      '- name: DB_PASSWORD\n  value: [REDACTED:secret-assignment]\n',
      '- name: DB_PASSWORD\n  value: x1\n',
    ],
    [
      'form-data; name="password"\r\n\r\nx1\r\n--b',
      'form-data; name="password"\r\n\r\n[REDACTED:secret-assignment]\r\n--b',
      'form-data; name="password"\r\n\r\nx1\r\n--b',
    ],
    [
      '<string name="api_key">x1</string><p name="password"><value>x2</value></p>',
      '<string name="api_key">[REDACTED:secret-assignment]</string><p name="password"><value>[REDACTED:secret-assignment]</value></p>',
      '<string name="api_key">x1</string><p name="password"><value>x2</value></p>',
    ],
    [
      '<Password><![CDATA[x1<]]></Password>',
      '<Password><![CDATA[[REDACTED:secret-assignment]]]></Password>',
      '<Password><![CDATA[x1<]]></Password>',
    ],
    ['password: x1 user: jo', 'password: [REDACTED:secret-assignment] user: jo'],
  ],
  ignores: [
    'token',
    'password reset',
    'total=5',
    'no secret here',
    'password: null',
    '"token": ""',
    'hasPassword=true',
    'max_tokens: 4096',
    'passwordLength: 12',
    'password: [REDACTED]',
    'password=********',
    `password: ${'$'}{DB_PASSWORD}`,
    'if (token == null)',
    'token := lexer.next()',
    'password?: string',
    'password: string;',
    'Unexpected token < in JSON at position 0',
    'token: expected }',
    'password: must have 8 characters',
    '{"message":"Enter password: ","user":"jo"}',
    'password authentication failed for user "jo"',
    "Access denied for user 'jo'@'host' (using password: YES)",
    '"primaryKey":"id"',
    '["password","email"]',
    'token => token.id',
    '<password></password>',
    'pw:api => page.goto started',
    'pw=1920',
    'tpw=x1',
    'keytool -storepass:env PW',
    'pass: 12 fail: 0',
    'pass=120 fail=0',
    'pass=true',
    'pass: first',
    '"pass":"yes"',
    'pass=passed fail=failed',
    '<button name="reset-password">Reset</button>',
    '- name: APP_COLOR\n  value: green',
    'name="comment"\r\n\r\nhello',
    '<string name="title">Password</string>',
    '<a name="token"></a>',
    '<label for="password">Password</label>',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>${NAME}${SIGN}")(?:[^"\\\[*,;\s\]})]|\\.)(?:[^"\\]|\\.){0,4096}`,
      String.raw`(?<keep>${NAME}${SIGN}\\{1,7}")[^"\\\[*](?:[^"\\]|\\\\\\"|\\[^"\\]){0,4096}`,
      String.raw`(?<keep>${NAME}${SIGN}')(?:[^'\\\[*,;\s\]})]|\\.)(?:[^'\\]|\\.){0,4096}`,
      String.raw`(?<keep>${NAME}(?:[:=]|%3[AD](?:%22)?))${WORD}(?:[^\s"'&,;%\\<>(){}\[]|%[013-9A-F][0-9A-F]|%2[013-57-9A-F]){0,4096}`,
      String.raw`(?<keep>${NAME}\s{0,3}(?:=>|[:=])\s{1,3})[A-Za-z_.-]{0,64}[0-9!@#%^+/~?][^\s"'&,;\\<>(){}\[]{0,4096}`,
      String.raw`(?<keep>\bpw=["'{]?)[^\s"'&,;\\<>(){}\[=*][^\s"'&,;\\<>(){}\[]{0,4096}`,
      String.raw`(?<keep>(?:^|[?&;\s])pass=|"pass":\s?")[A-Za-z]{1,64}[\d!@#$%^*+/~?.-][^\s"'&;,\[]{0,256}`,
      String.raw`(?<keep><(?:\w{1,32}:)?[\w.-]{0,32}(?:${SECRET_NAMES})(?:\s[^<>]{0,256})?>)[^<\[][^<]{0,4096}`,
    ],
    ignoreCase: true,
    remains:
      'names are the usual ones, pw before = alone, where numbers go too, and pass before letters with a digit or sign behind them; values under `name` and `value` in pairs, in parts of forms, in CDATA and elements with a name as an attribute, of many lines, and in JSON that is escaped more than once with quotes inside stay; `null` and `true` go where no blank is before them',
  },
};
