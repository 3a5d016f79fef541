import { createStyle } from '../../../style.ts';
import { detailsOf } from './report.ts';
import type { Outcome } from './run-case.ts';

// https://github.com/testmoapp/junitxml

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML 1.0 has no other control characters, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const attribute = (text: string): string =>
  text.replace(FORBIDDEN, '�').replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);

const content = (text: string): string =>
  text.replace(FORBIDDEN, '�').replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

const time = (millis: number): string => (millis / 1_000).toFixed(3);

const plain = createStyle({ isTTY: false, env: {} });

const caseXml = (outcome: Outcome): string => {
  const { testCase, status, durationMillis, failures, error } = outcome;
  const { file, line } = testCase.place;
  const head = `    <testcase name="${attribute(testCase.name)}" classname="${attribute(file)}" file="${attribute(file)}" line="${line}" time="${time(durationMillis)}"`;
  if (status === 'passed') return `${head}/>\n`;
  const tag = status === 'failed' ? 'failure' : 'error';
  const message = failures[0]?.message ?? error ?? '';
  return `${head}>\n      <${tag} message="${attribute(message)}">${content(detailsOf(outcome, plain))}</${tag}>\n    </testcase>\n`;
};

const suiteXml = (file: string, outcomes: readonly Outcome[]): string => {
  const count = (status: Outcome['status']): number =>
    outcomes.filter((each) => each.status === status).length;
  const millis = outcomes.reduce((sum, { durationMillis }) => sum + durationMillis, 0);
  const numbers = `tests="${outcomes.length}" failures="${count('failed')}" errors="${count('error')}" time="${time(millis)}"`;
  return `  <testsuite name="${attribute(file)}" ${numbers}>\n${outcomes.map(caseXml).join('')}  </testsuite>\n`;
};

/** The outcomes as JUnit's XML, which CI systems read. */
export const junitXml = (outcomes: readonly Outcome[]): string => {
  const files = [...new Set(outcomes.map(({ testCase }) => testCase.place.file))];
  const suites = files.map((file) =>
    suiteXml(
      file,
      outcomes.filter(({ testCase }) => testCase.place.file === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
};
