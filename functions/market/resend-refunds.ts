import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** Sends again every refund that Stripe has not confirmed: one that waits for a balance, or whose message was lost. */
export const resendRefunds =
  ({ refunds, queues }: Deps) =>
  async (): Promise<number> => {
    const open = await Array.fromAsync(refunds.open());
    await queues.send('refund', open);
    return open.length;
  };

export const handler = timerLambda(resendRefunds);
