/** Why Prometheus does not take the name of a label: https://pkg.go.dev/github.com/prometheus/common/model#ValidationScheme */
export const labelFault = (name: string, validation: string): string | undefined => {
  if (name === '') return 'is empty; expected the name of a label';
  return validation === 'legacy' && !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)
    ? `${JSON.stringify(name)} is no name of a label under metric_name_validation_scheme: legacy; expected letters, digits and _`
    : undefined;
};

/** The same where `$1` and `${name}` stand for what an expression has found. */
export const labelTemplateFault = (name: string, validation: string): string | undefined =>
  validation === 'legacy' && /^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$/.test(name)
    ? undefined
    : labelFault(name, validation);
