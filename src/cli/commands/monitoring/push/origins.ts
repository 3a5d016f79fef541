// Objectives and probes of several places in one ruler: a group goes on belonging to the place that it came from.
import type { RuleGroup } from '../../../../monitoring/index.ts';
import { groupOrigins, originGroups } from '../../../../monitoring/rule-origin.ts';
import { pushRules, type RulesThere, removeRules } from './ruler.ts';
import type { Server } from './server.ts';

export interface Place {
  readonly namespace: string;
  /** Where the files of objectives and probes are kept. */
  readonly origin: string;
}

const nameOf = (group: object): string => String((group as { readonly name?: unknown }).name);

/** By which label a rule says what it is about: two places cannot tell of the same. */
const SUBJECTS = { slo: 'the objective', probe: 'the probe', heartbeat: 'the heartbeat' } as const;

const subjectsOf = (group: object): ReadonlySet<string> => {
  const { rules } = group as { readonly rules?: unknown };
  const all = Array.isArray(rules) ? rules : [];
  return new Set(
    all.flatMap(({ labels }: { labels?: Readonly<Record<string, unknown>> }) =>
      Object.entries(SUBJECTS).flatMap(([label, kind]) =>
        labels?.[label] === undefined ? [] : [`${kind} ${labels[label]}`],
      ),
    ),
  );
};

const conflict = (subject: string, there: RulesThere, place: Place): string | undefined => {
  for (const [namespace, groups] of Object.entries(there)) {
    const origins = groupOrigins(groups);
    const found = groups.filter((group) => subjectsOf(group).has(subject)).map(nameOf);
    const others = found.filter(
      (name) => namespace !== place.namespace || origins.get(name) !== place.origin,
    );
    const [other] = others;
    if (other === undefined) continue;
    const origin = origins.get(other);
    const from = origin === undefined ? 'no origin that is known' : `the origin ${origin}`;
    return `is there already, in the namespace ${namespace} with ${from}`;
  }
  return undefined;
};

/** What groups that are to be sent tell of and others tell of already: what it is, and where those came from. */
export const conflictsOf = (
  own: readonly RuleGroup[],
  there: RulesThere,
  place: Place,
): readonly (readonly [subject: string, error: string])[] =>
  [...new Set(own.flatMap(({ group }) => [...subjectsOf(group)]))].flatMap((subject) => {
    const error = conflict(subject, there, place);
    return error === undefined ? [] : [[subject, error] as const];
  });

/** The groups of a namespace that an origin may remove: its own, and those of nobody. */
export const namesOfOrigin = (groups: readonly object[], origin: string | undefined): readonly string[] => {
  const origins = groupOrigins(groups);
  return groups.map(nameOf).filter((name) => [undefined, origin].includes(origins.get(name)));
};

export interface Claim {
  readonly path: string;
  readonly place: Place;
  /** Groups of the place, and of no other one from now on. */
  readonly names: readonly string[];
  /** What the namespace has. */
  readonly groups: readonly object[];
}

/** Records whose the groups are. The answer says what went wrong. */
export const claimGroups = async (
  server: Server,
  { path, place: { namespace, origin }, names, groups }: Claim,
): Promise<string | undefined> => {
  const before = groupOrigins(groups);
  const there = groups.map(nameOf);
  const isMark = (name: string): boolean => name.startsWith('origin:');
  const lostBy = names.map((name) => before.get(name)).filter((each) => each !== undefined);
  for (const place of new Set([...lostBy, origin])) {
    const kept = there.filter((name) => before.get(name) === place && !isMark(name) && !names.includes(name));
    const marks = originGroups(place, place === origin ? [...names, ...kept] : kept);
    for (const mark of marks) {
      const error = await pushRules(server, path, namespace, mark);
      if (error !== undefined) return error;
    }
    const old = there.filter((name) => isMark(name) && before.get(name) === place);
    for (const name of old.filter((each) => !marks.some((mark) => mark.name === each))) {
      const error = await removeRules(server, path, namespace, name);
      if (error !== undefined) return error;
    }
  }
  return undefined;
};
