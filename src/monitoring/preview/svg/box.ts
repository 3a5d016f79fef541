/** A place on the picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Room for the title above what a panel shows. */
const TITLE_HEIGHT = 30;
const PADDING = 12;

export const inside = ({ x, y, width, height }: Box): Box => ({
  x: x + PADDING,
  y: y + TITLE_HEIGHT,
  width: width - 2 * PADDING,
  height: height - TITLE_HEIGHT - PADDING,
});
