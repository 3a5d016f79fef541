interface Located {
  readonly start: number;
}

export type Expression = Located &
  (
    | { readonly kind: 'nil' | 'bytes' }
    | { readonly kind: 'bool'; readonly value: boolean }
    | { readonly kind: 'integer'; readonly value: bigint }
    | { readonly kind: 'float' }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'name'; readonly name: string }
    /** `#`, `.` and `#acc` in a predicate. */
    | { readonly kind: 'pointer'; readonly name: string }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'member';
        readonly base: Expression;
        readonly property: Expression;
        readonly isMethod: boolean;
      }
    | {
        readonly kind: 'slice';
        readonly base: Expression;
        readonly from: Expression | undefined;
        readonly to: Expression | undefined;
      }
    | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
    | { readonly kind: 'builtin'; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: 'predicate'; readonly body: Expression }
    | { readonly kind: 'let'; readonly name: string; readonly value: Expression; readonly body: Expression }
    | { readonly kind: 'sequence' | 'array'; readonly items: readonly Expression[] }
    | {
        readonly kind: 'conditional';
        readonly condition: Expression;
        readonly yes: Expression;
        readonly no: Expression;
      }
    | { readonly kind: 'map'; readonly pairs: readonly (readonly [Expression, Expression])[] }
  );

/** All that stands directly in an expression, in the order of the text. */
export const partsOf = (node: Expression): readonly Expression[] => {
  switch (node.kind) {
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'member':
      return [node.base, node.property];
    case 'slice':
      return [node.base, node.from, node.to].filter((each) => each !== undefined);
    case 'call':
      return [node.callee, ...node.args];
    case 'builtin':
      return node.args;
    case 'predicate':
      return [node.body];
    case 'let':
      return [node.value, node.body];
    case 'sequence':
    case 'array':
      return node.items;
    case 'conditional':
      return [node.condition, node.yes, node.no];
    case 'map':
      return node.pairs.flat();
    default:
      return [];
  }
};
