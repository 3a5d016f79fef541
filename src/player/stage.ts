/** Keeps the recorded page as large as the place for it, in its own proportions. The answer stops it. */
export const fitTo = (stage: HTMLElement, page: HTMLIFrameElement): (() => void) => {
  const wrapper = page.parentElement as HTMLElement;
  const fit = (): void => {
    const width = Number(page.getAttribute('width')) || 1;
    const height = Number(page.getAttribute('height')) || 1;
    const scale = Math.min(stage.clientWidth / width, stage.clientHeight / height, 1);
    wrapper.style.transform = `scale(${scale})`;
    wrapper.style.width = `${width}px`;
  };
  const sizes = new ResizeObserver(fit);
  sizes.observe(stage);
  const attributes = new MutationObserver(fit);
  attributes.observe(page, { attributeFilter: ['width', 'height'] });
  return () => {
    sizes.disconnect();
    attributes.disconnect();
  };
};
