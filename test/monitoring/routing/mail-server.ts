import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** User and password, as they came. */
  readonly login: string;
  /** Headers and parts, with the lines that quoted-printable breaks put together again. */
  readonly text: string;
}

export interface MailServer {
  /** Host and port. */
  readonly address: string;
  readonly mails: readonly Mail[];
  close(): Promise<void>;
}

const decodeQuotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

interface Session {
  from: string;
  to: string[];
  login: string;
  /** Undefined outside of DATA. */
  lines: string[] | undefined;
}

/** The answer to a line of SMTP; undefined within DATA. https://www.rfc-editor.org/rfc/rfc5321 */
const answerTo = (line: string, session: Session, take: (mail: Mail) => void): string | undefined => {
  if (session.lines) {
    if (line !== '.') {
      session.lines.push(line.replace(/^\.\./, '.'));
      return undefined;
    }
    const { from, to, login, lines } = session;
    take({ from, to, login, text: decodeQuotedPrintable(lines.join('\r\n')) });
    Object.assign(session, { to: [], lines: undefined });
    return '250 taken';
  }
  const [, verb = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
  switch (verb.toUpperCase()) {
    case 'EHLO':
      return '250-localhost\r\n250 AUTH PLAIN';
    case 'AUTH':
      session.login = Buffer.from(rest.split(' ')[1] ?? '', 'base64')
        .toString('utf8')
        .split('\0')
        .slice(1)
        .join(':');
      return '235 welcome';
    case 'MAIL':
      session.from = /<(.*?)>/.exec(rest)?.[1] ?? '';
      return '250 fine';
    case 'RCPT':
      session.to.push(/<(.*?)>/.exec(rest)?.[1] ?? '');
      return '250 fine';
    case 'DATA':
      session.lines = [];
      return '354 go on';
    case 'QUIT':
      return '221 bye';
    default:
      return '250 fine';
  }
};

/** A server that takes every mail. */
export const startMailServer = async (): Promise<MailServer> => {
  const mails: Mail[] = [];
  const server = createServer((socket) => {
    const session: Session = { from: '', to: [], login: '', lines: undefined };
    let rest = '';
    socket.on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const answer = answerTo(line, session, (mail) => mails.push(mail));
        if (answer !== undefined) socket.write(`${answer}\r\n`);
      }
    });
    socket.write('220 localhost\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
};
