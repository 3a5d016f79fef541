import { isHostAndPort } from './check-backend.ts';
import type { TopologyFault, Words } from './check-topology.ts';
import { isLocal } from './clients.ts';
import { isOpen, listeners, samplerListen } from './receiver.ts';
import type { Topology } from './topology.ts';

export const listenFaults = ({ listen = {} }: Topology, words: Words): readonly TopologyFault[] => {
  const { tls, auth, plainText = false, protocols } = listen;
  const all = listeners(listen);
  const open = all.find(([, endpoint]) => isOpen(endpoint))?.[1];
  const faults: TopologyFault[] = all
    .filter(([, endpoint]) => !isHostAndPort(endpoint))
    .map(([protocol, endpoint]) => ({
      path: ['listen', listen[protocol] === undefined ? 'address' : protocol],
      message: `"${endpoint}" is not accepted; expected an address of this machine, such as 127.0.0.1 or 0.0.0.0`,
    }));
  if (faults.length > 0) return faults;
  const say = (message: string, key: string): void => void faults.push({ path: ['listen', key], message });
  if (protocols?.length === 0) say('there is none; known: grpc, http', 'protocols');
  if (open === undefined) return faults;
  if (!tls && !plainText)
    say(
      `${open} is reached over the network, and without TLS everybody can read along; set ${words.tls}, or allow it with ${words.plainText}`,
      'address',
    );
  if (auth === undefined && tls?.clientCaFile === undefined && !(plainText && !tls))
    say(`say who may send to ${open}: ${words.bearer}, ${words.clientCa}, or ${words.noAuth}`, 'address');
  if (auth === 'bearer' && !tls) say(`a token needs TLS, or everybody can read it; set ${words.tls}`, 'auth');
  return faults;
};

/** The layers have to reach each other. */
const samplerListenFaults = (topology: Topology, words: Words): readonly TopologyFault[] => {
  const { samplers = {}, listen } = topology;
  const [at = ''] = listeners(samplerListen(topology)).map(([, endpoint]) => endpoint);
  const isHere = samplers.hosts?.every(isLocal) ?? false;
  if (!isHere && !isOpen(at))
    return [
      {
        path: ['samplers'],
        message: `are on other machines, and would listen at ${at}, where nobody reaches them; set ${words.listen}`,
      },
    ];
  if (isOpen(at) && !listen?.tls && !listen?.plainText)
    return [
      {
        path: ['samplers'],
        message: `${at} is reached over the network; set ${words.tls}, or allow it with ${words.plainText}`,
      },
    ];
  if (listen?.tls?.clientCaFile !== undefined && samplers.tls?.certFile === undefined)
    return [
      {
        path: ['samplers'],
        message: 'ask for a certificate; set samplers.tls with certFile and keyFile in a topology file',
      },
    ];
  return [];
};

export const samplerFaults = (whole: Topology, words: Words): readonly TopologyFault[] => {
  const { topology, samplers } = whole;
  const say = (message: string) => [{ path: ['samplers'], message }];
  if (topology !== 'tail-sampling')
    return samplers ? say(`are those of the topology tail-sampling, and this is ${topology}`) : [];
  if (!samplers) return say(`are needed: the Collectors behind, which sample; set ${words.samplers}`);
  const ways = [samplers.hosts, samplers.dns, samplers.kubernetes].filter((way) => way !== undefined);
  if (ways.length !== 1) return say('expected one of hosts, dns and kubernetes');
  const wrong = [...(samplers.hosts ?? []), ...(samplers.listen === undefined ? [] : [samplers.listen])].find(
    (host) => !isHostAndPort(host),
  );
  if (wrong !== undefined) return say(`"${wrong}" is not accepted; expected host:port`);
  if (samplers.hosts?.length === 0) return say('there is none; expected host:port of each');
  return samplerListenFaults(whole, words);
};
