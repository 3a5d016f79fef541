import { currentHandle } from '../../web/start.ts';

/** The template of a path that no route has. */
export const NOT_FOUND = '/*';

/** Names the view by its route. Later by a moment: routers tell of a change just before or after the URL has it. */
export const nameView = (template: string): void => queueMicrotask(() => currentHandle()?.setView(template));
