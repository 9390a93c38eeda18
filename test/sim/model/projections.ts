import { cachedBy, type Given, type Mentioned, treeOf, wayOf } from './expressions.ts';
import { copyOut, type Image, type Stored } from './values.ts';

type Projection = Mentioned & { project: (image: Image, given: Given) => Record<string, unknown> };

/** The attributes that are asked for. */
export const projectionOf = cachedBy((text: string): Projection => {
  const { tree, names, values } = treeOf('ProjectionExpression', text);
  if (tree.some(({ steps }) => steps.length > 1))
    throw new Error("The table's model knows projections of whole attributes only.");
  return {
    names,
    values,
    project(image, given) {
      const projected: Record<string, unknown> = {};
      for (const { steps } of tree) {
        const [name] = wayOf(steps, given) as [string];
        if (Object.hasOwn(image, name)) projected[name] = copyOut(image[name] as Stored);
      }
      return projected;
    },
  };
});
