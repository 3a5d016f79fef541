// Many routing trees as one of Alertmanager's, so that amtool, which takes one alert a call, answers for all of them at once.
import type { RandomConfiguration, RandomRoute } from './random-tree.ts';

const inTree = (tree: number, { receiver, routes, ...route }: RandomRoute): RandomRoute => ({
  ...route,
  ...(receiver !== undefined && { receiver: `${tree}/${receiver}` }),
  ...(routes && { routes: routes.map((child) => inTree(tree, child)) }),
});

/**
 * Every tree is a child of one root: a route without matchers takes every alert, as a root does, and with `continue` the next
 * tree gets it too. Receivers are named after their tree.
 */
export const forestOf = (trees: readonly RandomConfiguration[]): RandomConfiguration => ({
  route: {
    receiver: 'root',
    routes: trees.map(({ route }, tree) => ({ ...inTree(tree, route), continue: true })),
  },
  receivers: [
    { name: 'root' },
    ...trees.flatMap(({ receivers }, tree) => receivers.map(({ name }) => ({ name: `${tree}/${name}` }))),
  ],
});

/** What amtool says of a forest, as it would say of each of its trees. */
export const answersOf = (text: string, trees: number): readonly string[] => {
  const answers = Array.from({ length: trees }, (): string[] => []);
  for (const name of text.split(',')) {
    const [tree = '', receiver = ''] = name.split('/');
    const answer = answers[Number(tree)];
    if (!answer) throw new Error(`amtool named "${name}", which belongs to no tree`);
    answer.push(receiver);
  }
  return answers.map((receivers) => receivers.join(','));
};
