import type { DashboardData } from './dashboard-data.ts';
import { renderSvg } from './svg/dashboard.ts';
import { escapeXml } from './svg/text.ts';
import { THEME, THEMES, type ThemeName } from './svg/theme.ts';

/** A page that needs nothing else; without a theme, it follows that of the reader. */
export const renderHtml = (data: DashboardData, width: number, theme?: ThemeName): string => {
  const pictures = (theme ? [theme] : THEMES).map(
    (name) => `<div class="${name}">${renderSvg(data, width, name)}</div>`,
  );
  const dark = theme ?? 'dark';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="${theme ?? 'light dark'}">
<title>${escapeXml(data.model.title ?? 'Dashboard')}</title>
<style>
body { margin: 0; background: ${THEME[theme ?? 'light'].page} }
svg { display: block; margin: 0 auto; max-width: 100%; height: auto }
${
  theme
    ? ''
    : `.dark { display: none }
@media (prefers-color-scheme: dark) { body { background: ${THEME[dark].page} } .light { display: none } .dark { display: block } }`
}
</style>
${pictures.join('\n')}
</html>
`;
};
