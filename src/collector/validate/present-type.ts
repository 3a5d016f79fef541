/** Go packages that moved, by where they were: rules and exceptions name types as the newest version has them. */
const MOVED: readonly (readonly [string, string])[] = [
  ['receiver/prometheusreceiver/targetallocator.', 'receiver/prometheusreceiver/internal/targetallocator.'],
  ['service/telemetry.', 'service/telemetry/otelconftelemetry.'],
];

/** The name of a type in the newest version. */
export const presentType = (type: string): string => {
  const moved = MOVED.find(([before]) => type.startsWith(before));
  return moved ? moved[1] + type.slice(moved[0].length) : type;
};
