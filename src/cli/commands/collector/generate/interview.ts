import { collectorBackends, findBackend } from '../../../../collector/generate/find-backend.ts';
import { isOpen, listeners } from '../../../../collector/generate/receiver.ts';
import { DEFAULTS, TOPOLOGY_KINDS, type TopologyKind } from '../../../../collector/generate/topology.ts';
import { PRESET_IDS, type PresetId } from '../../../../core/redaction/policy.ts';
import { presets } from '../../../../core/sampling/presets.generated.ts';
import { type Io, type Questions, UsageError } from '../../../io.ts';
import { NO_ORIGINS, parseOrigins } from '../../../origins.ts';
import { parseBackends, parseSamplers, type TopologyFlags } from './flags.ts';

/** Somebody has ended the questions: nothing is written. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const KINDS: Readonly<Record<TopologyKind, string>> = {
  single: 'one Collector between services and backends',
  agent: 'beside services, sends to other Collectors',
  gateway: 'takes from agents and services, sends to backends',
  'tail-sampling': 'two layers: the first sends all spans of a trace to the same Collector of the second',
};

type Ask = <T>(question: string, fallback: string, parse: (text: string) => T) => Promise<T>;

const oneOf = <T extends string>(text: string, known: readonly T[]): T => {
  const found = known.find((each, index) => each === text || String(index + 1) === text);
  if (found === undefined) throw new UsageError(`"${text}" is not known; known: ${known.join(', ')}`);
  return found;
};

const yesOrNo = (text: string): boolean => {
  if (/^(y|yes)$/i.test(text)) return true;
  if (/^(n|no)$/i.test(text)) return false;
  throw new UsageError(`"${text}" is not accepted; expected yes or no`);
};

const given = (text: string): string => {
  if (text === '') throw new UsageError('an answer is needed');
  return text;
};

/** Asks until an answer can be used; an empty one is the default. */
const createAsk =
  (questions: Questions, io: Io): Ask =>
  async (question, fallback, parse) => {
    for (;;) {
      const answer = await questions.ask(fallback === '' ? `${question}: ` : `${question} [${fallback}]: `);
      if (answer === undefined) throw new Interrupted();
      try {
        return parse(answer.trim() === '' ? fallback : answer.trim());
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        io.stderr(`${error.message.replace(/^--\w+: /, '')}\n`);
      }
    }
  };

const askBackends = async (ask: Ask, io: Io): Promise<TopologyFlags['backend']> => {
  io.stderr(`Backends: ${collectorBackends.map(({ id }) => id).join(', ')}\n`);
  const uses = await ask('Where is data sent, with commas', 'jaeger, prometheus, file', parseBackends);
  const complete = [];
  for (const use of uses) {
    const { endpoint, regions } = findBackend(use.type) ?? {};
    const needs = use.endpoint === undefined && endpoint !== undefined;
    if (needs)
      complete.push({
        ...use,
        endpoint: await ask(`  ${use.type}, such as ${endpoint.example}`, endpoint.default ?? '', given),
      });
    else if (regions)
      complete.push({
        ...use,
        region: await ask(`  region of ${use.type}`, regions[0] ?? '', (text) => oneOf(text, regions)),
      });
    else complete.push(use);
  }
  return complete;
};

const askAccess = async (ask: Ask, flags: TopologyFlags): Promise<TopologyFlags> => {
  const tlsCert = flags.tlsCert ?? (await ask('Certificate file for TLS; empty is plain text', '', String));
  if (tlsCert === '') {
    const plainText = await ask('Data over the network without TLS: really', 'no', yesOrNo);
    if (plainText) return { plainText };
    return askAccess(ask, flags);
  }
  const tlsKey = flags.tlsKey ?? (await ask('Its key file', tlsCert.replace(/\.\w+$/, '.key'), given));
  const auth =
    flags.auth ??
    (await ask('Who may send: bearer (a token), none', 'bearer', (text) =>
      oneOf(text, ['bearer', 'none'] as const),
    ));
  return { tlsCert, tlsKey, auth };
};

const askTenants = async (ask: Ask): Promise<TopologyFlags> => {
  const attribute = await ask('Attribute that tells tenants apart; empty is one tenant', '', String);
  if (attribute === '') return {};
  const tenants = await ask('Ids of the tenants, with commas', '', (text) =>
    given(text)
      .split(',')
      .map((id) => id.trim()),
  );
  return { tenantAttribute: attribute, tenants };
};

/** Where there is a front end, its pages send too. */
const askBrowsers = async (ask: Ask, flags: TopologyFlags): Promise<TopologyFlags> => {
  if (flags.browsers) return {};
  const browsers = await ask(
    'Origins of your pages, with commas, such as https://shop.example; none is no front end',
    NO_ORIGINS,
    parseOrigins,
  );
  if (browsers.length === 0) return {};
  const browserServices =
    flags.browserServices ??
    (await ask('What pages call themselves, with commas; empty is anything', '', (text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ));
  return { browsers, ...(browserServices.length > 0 && { browserServices }) };
};

/** Asks for what the flags do not say. Throws Interrupted where there are no more answers. */
export const interview = async (
  flags: TopologyFlags,
  questions: Questions,
  io: Io,
): Promise<TopologyFlags> => {
  const ask = createAsk(questions, io);
  for (const [index, kind] of TOPOLOGY_KINDS.entries())
    if (flags.topology === undefined) io.stderr(`${index + 1}  ${kind}: ${KINDS[kind]}\n`);
  const topology = flags.topology ?? (await ask('Topology', 'single', (text) => oneOf(text, TOPOLOGY_KINDS)));
  const samplers =
    topology === 'tail-sampling'
      ? (flags.samplers ??
        (await ask(
          'Collectors that sample: dns:name, k8s:service.namespace, or host:port with commas',
          '',
          (text) => parseSamplers(given(text)),
        )))
      : undefined;
  const backend = flags.backend ?? (await askBackends(ask, io));
  const listen =
    flags.listen ?? (await ask('Address to listen at; 0.0.0.0 is the network', DEFAULTS.address, String));
  const isReached = listeners({ address: listen }).some(([, endpoint]) => isOpen(endpoint));
  const access = isReached && !flags.plainText ? await askAccess(ask, flags) : {};
  const samplingIds = presets.map(({ id }) => id);
  const sampling =
    flags.sampling ??
    (topology === 'agent'
      ? undefined
      : await ask(
          `Which traces are kept: ${samplingIds.join(', ')}`,
          topology === 'tail-sampling' ? 'production' : 'development',
          (text) => oneOf(text, samplingIds),
        ));
  const redactions: readonly (PresetId | 'none')[] = [...PRESET_IDS, 'none'];
  const redaction =
    flags.redaction ??
    (await ask(`Redaction: ${redactions.join(', ')}`, 'balanced', (text) => oneOf(text, redactions)));
  const memory =
    flags.memory ??
    (await ask('Memory of the container in MiB', String(DEFAULTS.memoryMib), (text) => {
      if (!/^\d{3,7}$/.test(text) || Number(text) < 128)
        throw new UsageError(`"${text}" is not accepted; expected a whole number from 128`);
      return Number(text);
    }));
  const queue = flags.queue ?? (await ask('Folder for what waits, or memory', DEFAULTS.queue, String));
  const kubernetes = flags.kubernetes ?? (await ask('In Kubernetes', 'no', yesOrNo));
  const tenants = flags.tenants ? {} : await askTenants(ask);
  const pages = topology === 'agent' ? {} : await askBrowsers(ask, flags);
  return {
    ...flags,
    ...access,
    ...tenants,
    ...pages,
    topology,
    ...(backend && { backend }),
    ...(samplers && { samplers }),
    listen,
    ...(sampling !== undefined && { sampling }),
    redaction,
    memory,
    queue,
    kubernetes,
  };
};
