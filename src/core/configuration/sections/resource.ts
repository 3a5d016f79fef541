import type { Environment, Settings } from '../../settings/index.ts';
import { keyValues } from '../../settings/value-types.ts';
import {
  anything,
  choice,
  type Decoder,
  list,
  mapped,
  object,
  oneOf,
  present,
  required,
  secret,
  text,
} from '../decode.ts';
import { notAccepted, type Place } from '../place.ts';
import type { AttributeValue, ResourcePlan } from '../plan.ts';
import type { TreeNode } from '../tree.ts';
import { includeExclude, nothing } from './common.ts';

type Scalar = string | number | boolean;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** What a value of each type is; undefined where it is none. */
const SCALARS: Readonly<Record<string, (value: unknown, written: string | undefined) => Scalar | undefined>> =
  {
    string: (value, substituted) => (typeof value === 'string' ? value : substituted),
    bool: (value) => (typeof value === 'boolean' ? value : undefined),
    int: (value) => (Number.isSafeInteger(value) ? Number(value) : undefined),
    double: (value) => (isNumber(value) ? value : undefined),
  };

const TYPES = [
  'string',
  'bool',
  'int',
  'double',
  'string_array',
  'bool_array',
  'int_array',
  'double_array',
] as const;

const readAttribute = (
  node: TreeNode,
  type: (typeof TYPES)[number],
  place: Place,
): AttributeValue | undefined => {
  const isArray = type.endsWith('_array');
  const read = SCALARS[type.replace('_array', '')];
  const items = isArray && node.kind === 'list' ? node.items : [node];
  if (isArray !== (node.kind === 'list') || items.length === 0)
    return notAccepted(node, place, `a value of type ${type}`);
  const values = items.map((item) =>
    item.kind === 'scalar' ? read?.(item.value, item.substituted) : undefined,
  );
  if (values.includes(undefined)) return notAccepted(node, place, `a value of type ${type}`);
  return isArray ? (values as Scalar[]) : values[0];
};

const isNull = (node: TreeNode): boolean => node.kind === 'scalar' && node.value === null;

const attribute = mapped(
  object({ name: required(text), value: present(anything as Decoder<TreeNode>), type: oneOf(TYPES) }),
  ({ name, value, type = 'string' }, _node, place): readonly [string, AttributeValue] | undefined => {
    if (name === undefined || value === undefined || isNull(value)) return undefined;
    const read = readAttribute(value, type, { ...place, path: `${place.path}.value` });
    return read === undefined ? undefined : [name, read];
  },
);

const attributesList = secret(keyValues.accepts, keyValues.parse);

type DetectorName = Settings['resourceDetectors'][number];

const detectors = (names: readonly DetectorName[]): Decoder<readonly DetectorName[]> =>
  mapped(nothing, () => names);

/** The names are those of OpenTelemetry's JavaScript distribution; `env` is what the environment says of the resource. */
const detector = choice({
  host: detectors(['host', 'os']),
  os: detectors(['os']),
  process: detectors(['process']),
  service: mapped(nothing, () => 'service' as const),
  env: mapped(nothing, () => 'env' as const),
  container: detectors(['container']),
});

const resource = object({
  attributes: list(attribute),
  attributes_list: attributesList,
  schema_url: text,
  'detection/development': object({ attributes: includeExclude, detectors: list(detector) }),
});

export interface ResourceSection {
  readonly plan: ResourcePlan;
  readonly settings: Pick<Settings, 'resourceDetectors' | 'resourceAttributes' | 'serviceName'>;
}

/** What the file says of the resource, and what it has detected. Nothing is detected that it does not ask for. */
export const resourceSection = (env: Environment): Decoder<ResourceSection> =>
  mapped(resource, (own) => {
    const detection = own['detection/development'];
    const wanted = new Set((detection?.detectors ?? []).flat());
    const names = new Set<DetectorName>();
    for (const name of wanted) if (name && name !== 'service' && name !== 'env') names.add(name);
    if (wanted.has('service')) names.add('serviceinstance');
    const ofEnvironment = wanted.has('env') ? keyValues.parse(env.OTEL_RESOURCE_ATTRIBUTES ?? '') : undefined;
    const serviceName = wanted.has('service') || wanted.has('env') ? env.OTEL_SERVICE_NAME : undefined;
    const given = { ...own.attributes_list, ...Object.fromEntries(own.attributes ?? []) };
    return {
      plan: { attributes: given, detected: detection?.attributes, schemaUrl: own.schema_url },
      settings: {
        resourceDetectors: names.size > 0 ? [...names] : ['none'],
        resourceAttributes: ofEnvironment ?? {},
        // What the file says itself comes before what is detected.
        serviceName: 'service.name' in given ? undefined : serviceName || undefined,
      },
    };
  });
