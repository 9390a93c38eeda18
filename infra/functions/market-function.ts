import type { DeployedFunction } from '../deployed-function.ts';

type Rest = Omit<DeployedFunction, 'name' | 'entry'>;

/** What a caller's folder answers. */
export const caller = (name: string, rest: Rest): DeployedFunction => ({
  name,
  entry: `functions/${name}/lambda.ts`,
  ...rest,
});

/** What a queue, the stream or a timer calls. */
export const market = (name: string, rest: Rest): DeployedFunction => ({
  name,
  entry: `functions/market/${name}.ts`,
  ...rest,
});

/** A transaction asks for the rights of its single writes, so these two are all that `commit` needs. */
export const getAndCommit = ['GetItem', 'PutItem', 'UpdateItem'] as const;

/** Of a function that handles several things at once: what it reads at the same moment is one read. */
export const readAndCommit = [...getAndCommit, 'BatchGetItem'] as const;
