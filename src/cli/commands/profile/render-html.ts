import { formatShare, formatValue, placeOf } from '../../../core/profiling/format-value.ts';
import type { HotFunction } from '../../../core/profiling/hot-functions.ts';
import { boxesOf, colourOf, describeBox, escapeMarkup, type FlameGraph } from './flame-graph.ts';

const ROW = 20;

const STYLE = `
:root{color-scheme:light dark}
body{font:14px/1.4 system-ui,sans-serif;margin:1rem}
h1{font-size:1.2rem;overflow-wrap:anywhere}
form{display:flex;gap:.5rem;flex-wrap:wrap;align-items:center;margin-bottom:.5rem}
input,form button{font:inherit;padding:.2rem .5rem}
#flame{position:relative;margin-bottom:1rem}
#flame button{position:absolute;height:${ROW - 1}px;border:0;padding:0 3px;margin:0;font:12px ui-monospace,monospace;text-align:left;
white-space:nowrap;overflow:hidden;text-overflow:ellipsis;color:#111;border-radius:2px;cursor:pointer;min-width:1px;box-sizing:border-box}
#flame button:focus-visible{outline:3px solid #06c;outline-offset:-1px;z-index:1}
#flame .found{background:#c9f!important;text-decoration:underline}
#flame .parent{opacity:.6}
#words{min-height:1.4em;overflow-wrap:anywhere}
table{border-collapse:collapse}
th,td{text-align:right;padding:.1rem .6rem;font-variant-numeric:tabular-nums}
th:last-child,td:last-child{text-align:left;overflow-wrap:anywhere}`;

/** Runs in the page; what it needs stands in the boxes. */
const SCRIPT = `
const boxes=[...document.querySelectorAll('#flame button')].map((e)=>({e,left:+e.dataset.l,width:+e.dataset.w,depth:+e.dataset.d}));
const words=document.getElementById('words'),search=document.getElementById('search'),found=document.getElementById('found');
let at=boxes[0];
const draw=()=>{for(const b of boxes){
const inside=b.left>=at.left-1e-9&&b.left+b.width<=at.left+at.width+1e-9&&b.depth>=at.depth;
const above=b.depth<at.depth&&b.left<=at.left+1e-9&&b.left+b.width>=at.left+at.width-1e-9;
b.e.hidden=!inside&&!above;b.e.classList.toggle('parent',above);
b.e.style.left=above?'0':(b.left-at.left)/at.width*100+'%';b.e.style.width=above?'100%':b.width/at.width*100+'%';}};
for(const b of boxes){b.e.onclick=()=>{at=b;draw();};
b.e.onmouseenter=b.e.onfocus=()=>{words.textContent=b.e.ariaLabel;};}
const reset=()=>{at=boxes[0];draw();};
document.getElementById('reset').onclick=reset;
addEventListener('keydown',(e)=>{if(e.key==='Escape')reset();});
const look=()=>{const text=search.value.trim().toLowerCase();let sum=0,end=-1;const hits=[];
for(const b of boxes){const hit=text!==''&&b.e.ariaLabel.toLowerCase().includes(text);b.e.classList.toggle('found',hit);if(hit)hits.push(b);}
for(const b of hits.sort((x,y)=>x.left-y.left||x.depth-y.depth))if(b.left>=end-1e-9){sum+=b.width;end=b.left+b.width;}
found.textContent=text===''?'':hits.length+' found, '+(sum*100).toFixed(1)+' %';};
search.oninput=look;document.querySelector('form').onsubmit=(e)=>{e.preventDefault();look();};`;

const rowOf = (each: HotFunction, { type: { unit }, total }: FlameGraph): string => {
  const cells = [each.self, each.total].flatMap((value) => [
    formatValue(value, unit),
    formatShare(total > 0 ? value / total : 0),
  ]);
  const name = `${each.name}  ${placeOf(each)}`;
  return `<tr>${[...cells, name].map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
};

/** A flame graph as a page that needs nothing else: each box is a button, so that keyboards and screen readers reach it. */
export const renderHtml = (graph: FlameGraph): string => {
  const boxes = boxesOf(graph);
  const height = ROW * (1 + Math.max(...boxes.map(({ depth }) => depth)));
  const drawn = boxes.map((box) => {
    const [left, width] = [box.left.toFixed(6), box.width.toFixed(6)];
    const style = `left:${(box.left * 100).toFixed(4)}%;width:${(box.width * 100).toFixed(4)}%;top:${box.depth * ROW}px;background:${colourOf(box.frame)}`;
    return `<button type="button" data-l="${left}" data-w="${width}" data-d="${box.depth}" aria-label="${escapeMarkup(describeBox(box, graph.type))}" style="${style}">${escapeMarkup(box.frame.name)}</button>`;
  });
  const title = escapeMarkup(
    `${graph.title}: ${graph.type.type}, ${formatValue(graph.total, graph.type.unit)}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title><style>${STYLE}</style></head><body>
<h1>${title}</h1>
<form role="search"><label for="search">Search functions and files</label><input id="search" type="search" autocomplete="off">
<output id="found" for="search" aria-live="polite"></output><button type="button" id="reset">Show all</button></form>
<p id="words"></p>
<div id="flame" role="group" aria-label="Flame graph: each function below the one that called it; wider costs more" style="height:${height}px">
${drawn.join('\n')}
</div>
<h2>Functions that cost most</h2>
<table><thead><tr><th>self</th><th>share</th><th>total</th><th>share</th><th>function</th></tr></thead><tbody>
${graph.functions.map((each) => rowOf(each, graph)).join('\n')}
</tbody></table>
<script>${SCRIPT}
</script></body></html>
`;
};
