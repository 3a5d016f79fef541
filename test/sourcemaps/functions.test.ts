import { expect, test } from '@jest/globals';
import { functionsOf } from '../../src/sourcemaps/functions.ts';

/** The name of the innermost function around `HERE`; undefined outside of all. */
const nameAt = (code: string): string | undefined => {
  const at = code.indexOf('HERE');
  return functionsOf(code)
    .functions.filter(({ start, end }) => start <= at && at < end)
    .sort((one, other) => one.end - one.start - (other.end - other.start))[0]?.name;
};

test.each<[code: string, name: string | undefined]>([
  ['HERE;function a(){}', undefined],
  ['function a(){HERE}', 'a'],
  ['async function*a(b=c(),{d}){HERE}', 'a'],
  ['var a=function(){HERE}', 'a'],
  ['var a=function b(){HERE}', 'b'],
  ['x.y.find=function(){HERE}', 'find'],
  ['const a=b=>HERE', 'a'],
  ['const a=async(b,c)=>({d:HERE})', 'a'],
  ['const a=b=>c=>HERE', ''],
  ['let a=()=>{},b=1;HERE', undefined],
  ['let a=b=>b?c:d,e=f=>HERE', 'e'],
  ['a?b:function(){HERE}', ''],
  ['({a:function(){HERE}})', 'a'],
  ['({a:b?c:()=>HERE})', ''],
  ['({"send-mail":()=>HERE})', 'send-mail'],
  ['({async a(){HERE}})', 'a'],
  ['({get a(){return HERE}})', 'a'],
  ['({[a](){HERE}})', ''],
  ['list.map(a=>HERE)', ''],
  ['class A{constructor(){HERE}}', 'A'],
  ['var a=class extends B({}){constructor(){HERE}}', 'a'],
  ['class A{#b(){HERE}}', '#b'],
  ['class A{b=()=>{HERE}}', 'b'],
  ['class A{b=function(){HERE}}', 'b'],
  ['class A{static async*if(){HERE}}', 'if'],
  ['class A{a(){}b(){HERE}}', 'b'],
  ['function a(){if(b){HERE}}', 'a'],
  ['function a(){for(const b of c){HERE}}', 'a'],
  ['function a(){try{}catch(b){HERE}}', 'a'],
  ['function a(){switch(b){case 1:{HERE}}}', 'a'],
  ['function a(){return/}/.test(b)&&HERE}', 'a'],
  ['function a(){return b/c}function d(){HERE}', 'd'],
  ['function a(){if(b)/[/}]"/.exec(c);HERE}', 'a'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: code as a text
  ['function a(){var b=`}${c(()=>{`}`})}}`;HERE}', 'a'],
  ['function a(){"}\\"}";/*}*/HERE//}\n}', 'a'],
  ['function a(){const b=(c)=>c\nconst d=HERE}', 'a'],
  ['function \\u{61}b(){HERE}', '\\u{61}b'],
])('%s', (code, name) => {
  expect(nameAt(code)).toBe(name);
  expect(functionsOf(code).isBalanced).toBe(true);
});

test.each([
  'function a(){',
  'a)',
  '(]',
  '<a>don’t {b}</a>}',
  '`${',
  "'",
  '/'.repeat(3),
  '=>',
  '?:'.repeat(3),
])('ends for %j', (code) => {
  expect(functionsOf(code).functions.length).toBeLessThan(3);
});

test('a file of five megabytes takes seconds at most', () => {
  const code = 'var a=b=>({c:`d`,e(){return/x/.test(b)}});'.repeat(110_000);
  const start = performance.now();
  expect(functionsOf(code).functions).toHaveLength(220_000);
  expect(performance.now() - start).toBeLessThan(20_000);
});
