import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Sends a message for every delivery whose next attempt is due: SQS holds a message back for 15 minutes at most, and
 * may lose what it held on a laptop. A second message for one that is under way finds it claimed.
 */
export const resendDeliveries = (deps: Deps) => async () => {
  for await (const due of deps.webhookDeliveries.due(deps.now()))
    await deps.queues.send(
      'deliver',
      due.map((name) => ({ ...name, delaySeconds: 0 })),
    );
};

export const handler = timerLambda(resendDeliveries);
