/** What `@opentelemetry/instrumentation` keeps of a package; it has no type of its own for it. */
interface Definition {
  readonly name: string;
  readonly supportedVersions: readonly string[];
  readonly moduleExports?: unknown;
  readonly files: readonly {
    readonly supportedVersions: readonly string[];
    readonly moduleExports?: unknown;
  }[];
}

const definitionsOf = (instrumentation: object, packageName: string): readonly Definition[] => {
  const { _modules: all = [] } = instrumentation as unknown as { readonly _modules?: readonly Definition[] };
  return all.filter(({ name }) => name === packageName);
};

/** The versions of a package that an instrumentation patches; empty where it does not say. */
export const supportedVersions = (instrumentation: object, packageName: string): readonly string[] => [
  ...new Set(
    definitionsOf(instrumentation, packageName).flatMap(({ supportedVersions: own, files }) => [
      ...own,
      ...files.flatMap((file) => file.supportedVersions),
    ]),
  ),
];

/**
 * Whether anything of a package that was loaded is patched. Exports are kept by the instrumentation just when the
 * package's version is one that it supports. One that does not say is believed.
 */
export const isPatched = (instrumentation: object, packageName: string): boolean => {
  const definitions = definitionsOf(instrumentation, packageName);
  return (
    definitions.length === 0 ||
    definitions.some(
      ({ moduleExports, files }) =>
        moduleExports !== undefined || files.some((file) => file.moduleExports !== undefined),
    )
  );
};
