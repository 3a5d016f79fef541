import { posix } from 'node:path';

// What every start loads comes in one file: to find, open and read one costs a start a third of a millisecond, and
// there are twenty. The files stay where they are, for whoever needs one of them and has not started.

/**
 * The beginning of the file: evaluates a module once, and puts it where Node looks for it, so that the chunks that are
 * loaded later, and `binnacle` itself, get the same one. Where something else than Node keeps the modules, the files
 * are loaded one by one.
 */
const RUNTIME = `var Module=require("node:module"),cache=Module._cache,join=require("node:path").join;
var files=names.map(function(name){return join(__dirname,name)});
function packed(index){
var file=files[index],found=cache[file];
if(found)return found.exports;
var made=new Module(file,module);
made.filename=file;made.paths=module.paths;cache[file]=made;
if(cache[file]!==made)return require(file);
try{bodies[index](made,made.exports,function(id){return made.require(id)},file,join(file,".."));made.loaded=true}
finally{if(!made.loaded)delete cache[file]}
return made.exports
}`;

/** The end of it, after the entry itself: what the start loads by name is here too. */
const ENTRY = `var {start}=module.exports;
module.exports={start:function(given){
var load=function(path){var index=names.indexOf(path.slice(2));return index<0?given.load(path):packed(index)};
return start(Object.assign({},given,{load:load}))
}};`;

const REQUIRE = /\brequire\("(\.[^"]+)"\)/g;

/**
 * @param files code by path
 * @param entry the module that starts
 * @param loaded what every start loads by name
 */
export const packStart = (
  files: ReadonlyMap<string, string>,
  entry: string,
  loaded: readonly string[],
): string => {
  const names: string[] = [];
  const seen = new Set<string>();
  const codeOf = (file: string): string => {
    const code = files.get(file);
    if (code === undefined) throw new Error(`${file} is not there`);
    return code;
  };
  const targetOf = (file: string, specifier: string): string => posix.join(posix.dirname(file), specifier);
  const add = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, specifier = ''] of codeOf(file).matchAll(REQUIRE)) add(targetOf(file, specifier));
    names.push(file);
  };
  for (const file of [...loaded, entry]) add(file);
  const rewritten = (file: string): string =>
    codeOf(file).replace(
      REQUIRE,
      (_, specifier: string) => `packed(${names.indexOf(targetOf(file, specifier))})`,
    );
  // The entry is the file itself.
  const bodies = names.slice(0, -1).map((file) => {
    // In parentheses, because V8 skips over a function otherwise and reads it again when it is called.
    return `(function(module,exports,require,__filename,__dirname){${rewritten(file)}\n})`;
  });
  const head = `var names=${JSON.stringify(names.slice(0, -1))};\n${RUNTIME}\nvar bodies=[${bodies.join(',\n')}];`;
  return `${head}\n(function(){${rewritten(entry)}\n})();\n${ENTRY}\n`;
};
