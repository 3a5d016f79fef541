import { describe, expect, test } from '@jest/globals';
import { type Environment, resolveSettings } from '../../../src/core/settings/index.ts';
import { proxyFor } from '../../../src/node/exporters/proxy-for.ts';

const BOTH = { http_proxy: 'http://plain:1', https_proxy: 'http://secure:2' };
const no = (list: string): Environment => ({ ...BOTH, no_proxy: list });

describe('proxyFor', () => {
  test.each<[string, string, Environment, string | undefined]>([
    ['no proxy', 'http://c.example', {}, undefined],
    ['one for http', 'http://c.example', BOTH, 'http://plain:1'],
    ['one for https', 'https://c.example', BOTH, 'http://secure:2'],
    ['none for the other scheme', 'https://c.example', { http_proxy: 'http://plain:1' }, undefined],
    ['upper case', 'http://c.example', { HTTP_PROXY: 'http://plain:1' }, 'http://plain:1'],
    [
      'lower case wins',
      'http://c.example',
      { HTTP_PROXY: 'http://a:1', http_proxy: 'http://b:1' },
      'http://b:1',
    ],
    ['without a scheme', 'http://c.example', { http_proxy: 'plain:1' }, 'http://plain:1'],
    ['with a user', 'http://c.example', { http_proxy: 'http://u:p%40@plain:1' }, 'http://u:p%40@plain:1'],
    ['this machine', 'http://localhost:4318', BOTH, undefined],
    ['this machine by number', 'http://127.0.0.2:4318', BOTH, undefined],
    ['this machine, version 6', 'http://[::1]:4318', BOTH, undefined],
    ['everything', 'http://c.example', no('*'), undefined],
    ['the name', 'http://c.example', no('a.example, c.example'), undefined],
    ['a name above', 'http://c.d.example', no('d.example'), undefined],
    ['a suffix', 'http://c.d.example', no('.d.example'), undefined],
    ['a suffix with a star', 'http://c.d.example', no('*.d.example'), undefined],
    ['the end of a word is none', 'http://bad.example', no('d.example'), 'http://plain:1'],
    ['another case', 'http://C.example', no('c.EXAMPLE'), undefined],
    ['a port', 'http://c.example:4318', no('c.example:4318'), undefined],
    ['another port', 'http://c.example:4318', no('c.example:80'), 'http://plain:1'],
    ['the port of the scheme', 'https://c.example', no('c.example:443'), undefined],
    ['an address', 'http://10.1.2.3:4318', no('10.1.2.3'), undefined],
    ['a network', 'http://10.1.2.3:4318', no('10.0.0.0/8'), undefined],
    ['another network', 'http://11.1.2.3:4318', no('10.0.0.0/8'), 'http://plain:1'],
    ['a network that is none', 'http://11.1.2.3:4318', no('10.0.0.0/99'), 'http://plain:1'],
    ['version 6', 'http://[fd00::1]:4318', no('fd00::1'), undefined],
    ['version 6 with a port', 'http://[fd00::1]:4318', no('[fd00::1]:4318'), undefined],
    ['a network of version 6', 'http://[fd00::1]:4318', no('fd00::/8'), undefined],
  ])('%s', (_what, url, env, proxy) => {
    expect(proxyFor(url, resolveSettings(env).settings)).toBe(proxy);
  });

  test('a proxy that is none is a warning without its value', () => {
    const { settings, warnings } = resolveSettings({ https_proxy: 'socks5://u:hunter2@h:1' });
    expect(settings.httpsProxy).toBeUndefined();
    expect(warnings.join()).toContain('https_proxy: the value is not accepted');
    expect(warnings.join()).not.toContain('hunter2');
  });
});
