import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** Has everybody who was given credit, or may owe, looked at: what no message stands for any more comes true all the same. */
export const sweepCredit = (deps: Deps) => async () => {
  const seen = new Set<string>();
  for (const source of [deps.promoGrants.customers(), deps.invoices.invoiced()])
    for await (const customerId of source) seen.add(customerId);
  for (const customerId of seen) await deps.queues.send('credit', [{ customerId }]);
};

export const handler = timerLambda(sweepCredit);
