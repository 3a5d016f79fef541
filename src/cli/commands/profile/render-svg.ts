import { boxesOf, colourOf, describeBox, escapeMarkup, type FlameGraph } from './flame-graph.ts';

const WIDTH = 1_200;
const ROW = 18;
const TOP = 28;
/** Of one letter at this size, about. */
const LETTER = 6.6;

/** A flame graph as a picture: each box has its words, which screen readers and a browser's search find. */
export const renderSvg = (graph: FlameGraph): string => {
  const boxes = boxesOf(graph);
  const height = TOP + ROW * (1 + Math.max(...boxes.map(({ depth }) => depth)));
  const body = boxes.map((box) => {
    const [x, width, y] = [box.left * WIDTH, box.width * WIDTH, TOP + box.depth * ROW];
    const letters = Math.floor((width - 4) / LETTER);
    const text = letters < 3 ? '' : box.frame.name.slice(0, letters);
    return (
      `<g><title>${escapeMarkup(describeBox(box, graph.type))}</title>` +
      `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.3, width - 0.4).toFixed(1)}" height="${ROW - 1}" fill="${colourOf(box.frame)}"/>` +
      (text ? `<text x="${(x + 3).toFixed(1)}" y="${y + 12.5}">${escapeMarkup(text)}</text>` : '') +
      '</g>'
    );
  });
  const title = escapeMarkup(`${graph.title}: ${graph.type.type}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-labelledby="title" font-family="ui-monospace,monospace" font-size="11">
<title id="title">${title}</title>
<rect width="100%" height="100%" fill="#fff"/><text x="4" y="18" font-size="14">${title}</text>
${body.join('\n')}
</svg>
`;
};
