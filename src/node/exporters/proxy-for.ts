import { BlockList, isIP, isIPv6 } from 'node:net';

interface ProxySettings {
  readonly httpsProxy: string | undefined;
  readonly httpProxy: string | undefined;
  readonly noProxy: string | undefined;
}

const LOOPBACK = /^(?:localhost|.{1,253}\.localhost|127(?:\.\d{1,3}){3}|::1)$/;

const isInNetwork = (host: string, [, address = '', bits = '']: RegExpExecArray): boolean => {
  const type = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (!isIP(address) || !isIP(host) || isIPv6(host) !== (type === 'ipv6')) return false;
  if (Number(bits) > (type === 'ipv6' ? 128 : 32)) return false;
  const network = new BlockList();
  network.addSubnet(address, Number(bits), type);
  return network.check(host, type);
};

/** Whether one entry of `no_proxy` means this host: a name and all below it, an address, a network, or `*`. */
const isMeant = (entry: string, host: string, port: string): boolean => {
  if (entry === '*') return true;
  const network = /^([0-9a-f:.]+)\/(\d{1,3})$/.exec(entry);
  if (network) return isInNetwork(host, network);
  const [, bracketed, plain = '', ownPort] =
    /^(?:\[([^\]]+)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  if (ownPort !== undefined && ownPort !== port) return false;
  const name = (bracketed ?? plain).replace(/^\*?\./, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
};

/**
 * The proxy on the way to a URL; undefined where there is none. This machine is never reached by one.
 *
 * @param url with or without a scheme, which is `http` then
 */
export const proxyFor = (url: string, settings: ProxySettings): string | undefined => {
  const { protocol, hostname, port } = new URL(/^\w+:\/\//.test(url) ? url : `http://${url}`);
  const isSecure = protocol === 'https:';
  const proxy = isSecure ? settings.httpsProxy : settings.httpProxy;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (proxy === undefined || !URL.canParse(proxy) || LOOPBACK.test(host)) return undefined;
  const entries = (settings.noProxy ?? '').toLowerCase().split(/[\s,]+/);
  const isExcepted = entries.some((entry) => isMeant(entry, host, port || (isSecure ? '443' : '80')));
  return isExcepted ? undefined : proxy;
};
