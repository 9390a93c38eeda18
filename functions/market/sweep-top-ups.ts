import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** Has every customer's automatic top-up looked after: what no message stands for any more is carried on all the same. */
export const sweepTopUps = (deps: Deps) => async () => {
  for await (const customerId of deps.autoTopUps.watched())
    await deps.queues.send('top-up', [{ customerId }]);
};

export const handler = timerLambda(sweepTopUps);
