/** The package's version; a test compares it with package.json. */
export const VERSION = '0.1.0';

/** The version of the OpenTelemetry SDK that is bundled; a test compares it with the installed one. */
export const SDK_VERSION = '3.1.1';
