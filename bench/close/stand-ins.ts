import { localCredentials } from '../../local/dynamo.ts';
import { startS3 } from '../../local/s3/server.ts';
import { startStripe } from '../../local/stripe/server.ts';

/** What this program is told: its folders, and what time it is. */
export type StandInsOrder = { dir: string } | { nowMillis: number };
/** What it answers: where they listen, and that the clock is set. */
export type StandInsReport = { stripePort: number; s3Url: string } | { nowMillis: number };

/*
 * Stripe and S3 in a process of their own, as DynamoDB is: so their time and memory are not those of the program
 * that is measured.
 */
let nowMillis = Date.now();
const report = (message: StandInsReport) => process.send?.(message);

process.on('message', async (order: StandInsOrder) => {
  if ('nowMillis' in order) {
    nowMillis = order.nowMillis;
    report({ nowMillis });
    return;
  }
  const { dir } = order;
  const stripe = await startStripe({ dir: `${dir}/stripe`, port: 0, now: () => nowMillis });
  const s3 = await startS3({ dir: `${dir}/s3`, port: 0, credentials: localCredentials });
  report({ stripePort: stripe.port, s3Url: s3.url });
});
process.once('disconnect', () => process.exit());
