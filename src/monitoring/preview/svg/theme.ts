export const THEMES = ['light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

export interface Theme {
  readonly page: string;
  readonly panel: string;
  readonly border: string;
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  /** Of thresholds, by Grafana's names. */
  readonly named: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

/** Lines have to be told apart on both grounds, neighbours above all. */
const LINES = {
  light: [
    '#2f7d32',
    '#c77700',
    '#1f60c4',
    '#c4162a',
    '#7b3fa0',
    '#00838f',
    '#8d6e00',
    '#ad1f6b',
    '#4e5d6c',
    '#5d8a00',
  ],
  dark: [
    '#73bf69',
    '#ff9830',
    '#5794f2',
    '#f2495c',
    '#b877d9',
    '#33c7d6',
    '#fade2a',
    '#ff85c0',
    '#a3b1c2',
    '#b5d96b',
  ],
} as const;

export const THEME: Readonly<Record<ThemeName, Theme>> = {
  light: {
    page: '#f4f5f5',
    panel: '#ffffff',
    border: '#dcdee0',
    text: '#24292e',
    faint: '#5f6872',
    grid: '#e7e9eb',
    named: { green: '#1a7f37', orange: '#b35900', red: '#c4162a', text: '#24292e', blue: '#1f60c4' },
    lines: LINES.light,
  },
  dark: {
    page: '#111217',
    panel: '#181b1f',
    border: '#2c3037',
    text: '#d5d8de',
    faint: '#9aa0ab',
    grid: '#2a2e35',
    named: { green: '#73bf69', orange: '#ff9830', red: '#f2495c', text: '#d5d8de', blue: '#5794f2' },
    lines: LINES.dark,
  },
};
