import pRetry from 'p-retry';
import { eventSources } from '../../../local/event-sources.ts';
import { every } from '../../../local/every.ts';
import { givenPlace, tellReady } from './place.ts';
import { wired } from './wired.ts';

/** How often each timer ticks, in ms: at the demo's pace or faster, so that what a killed queue forgot is found soon. */
const millisBetween = {
  sweepBatches: 2_000,
  resendDeliveries: 5_000,
  pollStripe: 4_000,
  sweepTopUps: 5_000,
  resendRefunds: 10_000,
  releaseEarnings: 5_000,
  planPayouts: 10_000,
  eraseOwners: 60_000,
  sweepCredit: 60_000,
  expirePromo: 60_000,
  planInvoices: 60_000,
  followInvoices: 60_000,
  findUnjournaled: 60_000,
} as const;

/** All that stream, queues and timers call: what comes in before the table can be reached waits for it. */
const { connected, queueUrlPrefix, deps, functions } = await wired(givenPlace());
const connecting = () =>
  eventSources({
    ...connected,
    queueUrlPrefix,
    functions: functions.events,
    // Nothing is drained here.
    holding: async () => new Set(),
    hiddenSeconds: 10,
    streamWindowMillis: 100,
  });
const events = await pRetry(connecting, { retries: 200, minTimeout: 50, factor: 1 });
const running = new AbortController().signal;
for (const [name, millis] of Object.entries(millisBetween) as [keyof typeof millisBetween, number][])
  void every(millis, running, functions.timers[name], deps.reportFault);
tellReady();
await events.run(running);
