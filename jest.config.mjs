/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.mjs' },
  // Servers, databases and browsers share the machine with other tests.
  testTimeout: 20_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/build/'],
};
