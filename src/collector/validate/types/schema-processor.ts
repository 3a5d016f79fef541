import type { TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

/** What a schema belongs to, without its version; undefined where the text is no address of a schema. */
const familyOf = (text: string): string | undefined =>
  /^(https?:\/\/[^/?#]+(?:\/[^?#]*)?)\/\d+\.\d+\.\d+(?:[?#].*)?$/.exec(text)?.[1];

const isAddress = (view: View): boolean => familyOf(view.text()) !== undefined;

export const rule: TypeRule = {
  type: 'processor/schemaprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/schemaprocessor/config.go',
  good: 'processors: { schema: { targets: ["https://opentelemetry.io/schemas/1.26.0"] } }',
  bad: 'processors: { schema: { targets: ["https://opentelemetry.io/schemas/latest"] } }',
  *check(view) {
    for (const key of ['prefetch', 'targets'])
      for (const [index, address] of view.items(key).entries())
        if (!isAddress(address))
          yield view.fault(
            'expected an address with a version, such as https://opentelemetry.io/schemas/1.26.0',
            key,
            index,
          );
    const families = view.texts('targets').map(familyOf);
    if (families.length === 0) yield view.fault('is empty; expected the address of a schema', 'targets');
    for (const [index, family] of families.entries())
      if (family !== undefined && families.indexOf(family) < index)
        yield view.fault('is of a family that another target is of', 'targets', index);
  },
};
