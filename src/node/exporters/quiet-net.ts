import { connect as connectNet, type NetConnectOpts, type Socket } from 'node:net';

/**
 * Takes the place of the module `net` for grpc-js, whose sockets keep the program from when they begin to connect,
 * and which nobody else gets hold of. A call that is under way keeps the program still, until its deadline.
 */
export const connect = (options: NetConnectOpts, listener?: () => void): Socket =>
  connectNet(options, listener).unref();

export { isIP, isIPv4, isIPv6 } from 'node:net';
