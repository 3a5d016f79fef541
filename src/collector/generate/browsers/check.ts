import { isHostAndPort } from '../check-backend.ts';
import type { TopologyFault, Words } from '../check-topology.ts';
import { isOpen } from '../receiver.ts';
import { DEFAULTS, type Topology } from '../topology.ts';
import { topologySignals } from '../topology-signals.ts';

/** A scheme, a name or address and perhaps a port; a star stands for the first labels of a name, or for the port. */
const ORIGIN = /^https?:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::(?:\d{1,5}|\*))?$/i;

/** `https://*.com` lets in nearly everybody. */
const WIDE = /^https?:\/\/\*\.[^.:]+(?::|$)/;

/** What is wrong with an origin of pages, in words. */
export const originFault = (origin: string): string | undefined => {
  if (/^\*$|^null$|:\/\/\*(?::|$)/.test(origin) || WIDE.test(origin))
    return `"${origin}" lets in every page there is; list the origins of yours, such as https://shop.example or https://*.shop.example`;
  return ORIGIN.test(origin)
    ? undefined
    : `"${origin}" is no origin; expected a scheme and a host, without a path, such as https://shop.example`;
};

/** What cannot be of a receiver for pages. */
export const browsersFaults = (topology: Topology, words: Words): readonly TopologyFault[] => {
  const { browsers, listen = {} } = topology;
  if (!browsers) return [];
  const say = (message: string, ...key: readonly (string | number)[]): TopologyFault => ({
    path: ['browsers', ...key],
    message,
  });
  const { origins, services = [], countryHeader = 'x', seriesLimit = 1 } = browsers;
  const at = browsers.listen ?? DEFAULTS.browsersListen;
  const signals = topologySignals(topology);
  const blank = services.findIndex((service) => service.trim() === '');
  return [
    ...(origins.length === 0
      ? [say('there is none; list the origins of your pages, such as https://shop.example', 'origins')]
      : []),
    ...(typeof origins === 'string' ? [] : origins).flatMap((origin, index) => {
      const fault = originFault(origin);
      return fault === undefined ? [] : [say(fault, 'origins', index)];
    }),
    ...(blank >= 0 ? [say('is empty; expected what the page calls itself', 'services', blank)] : []),
    ...(isHostAndPort(at) ? [] : [say(`"${at}" is not accepted; expected host:port`, 'listen')]),
    ...(isHostAndPort(at) && isOpen(at) && !listen.tls && !listen.plainText
      ? [
          say(
            `${at} is reached over the network, and without TLS everybody can read along; set ${words.tls}, or allow it with ${words.plainText}`,
            'listen',
          ),
        ]
      : []),
    ...(/^[a-z0-9-]+$/i.test(countryHeader)
      ? []
      : [say(`"${countryHeader}" is no name of a header; expected one such as x-country`, 'countryHeader')]),
    ...(Number.isInteger(seriesLimit) && seriesLimit >= 1
      ? []
      : [say(`${seriesLimit} is not accepted; expected a whole number from 1`, 'seriesLimit')]),
    ...(signals.includes('traces') || signals.includes('logs')
      ? []
      : [say('send traces and logs, and neither is among the signals')]),
  ];
};
