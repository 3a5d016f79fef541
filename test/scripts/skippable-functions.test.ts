import vm from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { withSkippableFunctions } from '../../scripts/skippable-functions.ts';

/** Longer than what is left as it is. */
const LONG = "'a text that is written out in more than sixty characters, so that it counts'";

describe('withSkippableFunctions', () => {
  test.each([
    ['a body', `var f=(a,b=2)=>{let c=${LONG};return[a,b,c.length]}`],
    ['an expression', `var f=(a,b=2)=>[a,b,${LONG}.length]`],
    ['an object', `var f=(a,b=2)=>({a,b,c:${LONG}.length})`],
    ['one parameter without parentheses', `var f=a=>[a,${LONG}.length]`],
    ['taken apart, and a rest', `var f=({length:a}=[1],...[b])=>[a,b,${LONG}.length]`],
    ['a function in it', `var f=(a)=>[[a,${LONG}.length].map(b=>[b,a])]`],
    ['inside of an object and a call', `var {f}=Object.freeze({f:a=>[a,${LONG}.length]})`],
    ['called at once', `var f=(a=>()=>[a,${LONG}.length])(1)`],
  ])('%s gives the same', (_, code) => {
    const changed = withSkippableFunctions(code);
    expect(changed).toContain('function(');
    const results = [code, changed].map((each) =>
      JSON.stringify(vm.runInNewContext(`${each};[f(1),f([2],3),f.name]`)),
    );
    expect(results[1]).toBe(results[0]);
  });

  test('what is asynchronous stays so', async () => {
    const code = `var f=async a=>{await 0;return[a,${LONG}]}`;
    expect(withSkippableFunctions(code)).toContain('async function(a)');
    expect(await vm.runInThisContext(`${withSkippableFunctions(code)};f(1)`)).toHaveLength(2);
  });

  test.each([
    ['what is short', 'var f=a=>a'],
    ['what takes its meaning from around it', `var f=()=>[this,${LONG}]`],
    ['the parts of a class', `class A{f=()=>[this,${LONG}];constructor(){this.g=()=>[this,${LONG}]}}`],
    ['what is inside of a function', `function f(){return ()=>[1,${LONG}]}`],
  ])('leaves %s', (_, code) => {
    expect(withSkippableFunctions(code)).toBe(code);
  });
});
