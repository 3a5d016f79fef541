// A page with secrets in every place that a recorder looks at.

/** Each place has its own, so that a failing test says which one leaked. */
export const SECRETS = [
  'heading',
  'title-attribute',
  'placeholder',
  'alt',
  'aria-label',
  'value-attribute',
  'data-attribute',
  'unknown-attribute',
  'option',
  'textarea',
  'comment',
  'link-query',
  'link-fragment',
  'image-query',
  'image-data',
  'srcset',
  'form-action',
  'style-content',
  'style-url',
  'style-property',
  'inline-style',
  'svg-title',
  'shadow',
  'frame',
  'page-title',
  'noscript',
  'typed-text',
  'typed-password',
  'typed-area',
  'later-text',
  'later-element',
  'later-title',
  'later-style',
  'later-rule',
  'later-sheet',
  'within-mask',
  'blocked',
  'checkbox-value',
].map((place) => `canary-${place}`);

const secret = (place: string): string => {
  const found = `canary-${place}`;
  if (!SECRETS.includes(found)) throw new Error(`${found} is not looked for`);
  return found;
};

export const FORM = `<title>${secret('page-title')}</title>
<style>h1::before { content: "${secret('style-content')}"; background: url(/a.png?k=${secret('style-url')}); --who: "${secret('style-property')}" } .open { color: green }</style>
<h1 title="${secret('title-attribute')}" data-user="${secret('data-attribute')}" whose="${secret('unknown-attribute')}">${secret('heading')}</h1>
<!-- ${secret('comment')} -->
<noscript>${secret('noscript')}</noscript>
<a id="link" class="open" href="/orders?who=${secret('link-query')}#${secret('link-fragment')}">x</a>
<img alt="${secret('alt')}" src="/i.png?u=${secret('image-query')}" srcset="/i2.png?u=${secret('srcset')} 2x">
<img src="data:image/svg+xml,${secret('image-data')}">
<p style="background: url('/b.png?k=${secret('inline-style')}')">p</p>
<svg width="10" height="10"><title>${secret('svg-title')}</title><path d="M0 0h4v4z"/></svg>
<form action="/go?s=${secret('form-action')}" onsubmit="return false">
<input id="text" placeholder="${secret('placeholder')}" aria-label="${secret('aria-label')}" value="${secret('value-attribute')}">
<input id="password" type="password">
<input id="check" type="checkbox" value="${secret('checkbox-value')}">
<select id="select"><option>one</option><option selected>${secret('option')}</option></select>
<textarea id="area">${secret('textarea')}</textarea>
<button id="go" type="button">Go</button>
</form>
<div data-replay-block>${secret('blocked')}</div>
<div class="shown">harmless words <b class="hidden">${secret('within-mask')}</b></div>
<div id="host"></div><div id="later"></div>
<iframe id="frame" srcdoc="<p>${secret('frame')}</p>"></iframe>
<script>document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<i>${secret('shadow')}</i>';</script>`;

/** What the page does once it is recorded, in the page. */
export const CHANGES = `(() => {
  const later = document.querySelector('#later');
  later.textContent = '${secret('later-text')}';
  later.title = '${secret('later-title')}';
  later.style.setProperty('--who', '"${secret('later-style')}"');
  const element = document.createElement('em');
  element.textContent = '${secret('later-element')}';
  later.append(element);
  document.styleSheets[0].insertRule('em::after { content: "${secret('later-rule')}" }');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('em::before { content: "${secret('later-sheet')}" }');
  document.adoptedStyleSheets = [sheet];
})()`;

export const TYPED = {
  '#text': secret('typed-text'),
  '#password': secret('typed-password'),
  '#area': secret('typed-area'),
} as const;
