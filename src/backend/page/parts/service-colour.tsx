const COLOURS = 8;

/** The same name has the same colour everywhere, and on the next visit. */
export const colourOf = (service: string): string => {
  let hash = 7;
  for (const letter of service) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return `var(--service-${hash % COLOURS})`;
};

export const ServiceName = ({ service }: { service: string }) => (
  <span class="service">
    <i class="swatch" style={{ background: colourOf(service) }} />
    {service}
  </span>
);
