import type { TypeRule } from '../type-rule.ts';

const WORDS: Readonly<Record<string, readonly string[]>> = {
  storage_class: ['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE'],
  acl: [
    '',
    'private',
    'public-read',
    'public-read-write',
    'authenticated-read',
    'aws-exec-read',
    'bucket-owner-read',
    'bucket-owner-full-control',
  ],
  compression: ['', 'none', 'gzip', 'zstd'],
  retry_mode: ['nop', 'standard', 'adaptive'],
  unique_key_func_name: ['', 'uuidv7'],
};

export const rule: TypeRule = {
  type: 'exporter/awss3exporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/exporter/awss3exporter/config.go',
  good: 'exporters: { awss3: { s3uploader: { region: eu-central-1, s3_bucket: a } } }',
  bad: 'exporters: { awss3: { s3uploader: { region: eu-central-1 } } }',
  *check(view) {
    const text = (key: string): string => view.text('s3uploader', key);
    if (text('region') === '') yield view.fault('is empty', 's3uploader', 'region');
    if (text('s3_bucket') === '' && text('endpoint') === '')
      yield view.fault('has no s3_bucket and no endpoint; expected one of them', 's3uploader');
    for (const [key, words] of Object.entries(WORDS))
      if (!words.includes(text(key)))
        yield view.fault(
          `expected one of ${words.filter((word) => word !== '').join(', ')}`,
          's3uploader',
          key,
        );
  },
};
