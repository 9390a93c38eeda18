import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** Has every invoice that is not paid looked at: one that is overdue by now, or whose sending broke off. */
export const followInvoices = (deps: Deps) => async () => {
  for await (const name of deps.invoices.open()) await deps.queues.send('invoice', [name]);
};

export const handler = timerLambda(followInvoices);
