import { type Statements, statementsBy } from '../../../functions/adapters/signing-keys.ts';
import type { Settings } from '../../../functions/edge/deps.ts';
import type { PlanLimits } from '../../../shared/plan.ts';
import { demoPolicy, type Policy } from '../../../shared/policy.ts';

export const marketUrl = 'https://market.test';
export const stripeHost = 'stripe.test';

/** So small that a handful of requests is several tasks. */
const smallTasks: PlanLimits = {
  runningSeconds: 60,
  requests: 4,
  payloadBytes: 1_000_000,
  wantedTasks: 3,
  leastRunningSeconds: 0.0001,
  leastRequests: 2,
};

const webhookSecret = ['whsec', 'simulated'].join('_');
export const stripeWebhooks = { platform: webhookSecret, connected: webhookSecret };

let statements: Promise<Statements> | undefined;

/** The same in all seeds, but for the policy: a key made once signs as well as any. */
export async function settingsOf(policy: Policy, receiptKeys: () => Promise<string>): Promise<Settings> {
  statements ??= receiptKeys().then(statementsBy);
  return {
    tableName: 'market',
    filesBucket: 'files',
    tasksBucket: 'tasks',
    journalBucket: 'journal',
    queueUrlPrefix: 'https://queues.test/000000000000/',
    publicUrl: marketUrl,
    policy,
    planLimits: smallTasks,
    leaseTokenKey: new Uint8Array(32).fill(7),
    idleRetrySeconds: 30,
    liveDuty: { vehiclesPerModel: 2, waitSeconds: 5 },
    statements: await statements,
    stripeWebhooks,
    stripeLivemode: false,
    webhooksToLoopback: true,
  };
}

/** A request costs tens of cents, not parts of one: what is earned can be paid out, and money can run out. */
const times = 1_000_000;

/** Checks often, pays at once, and sends money out by two people. */
export const simPolicy: Policy = {
  ...demoPolicy,
  name: 'simulated',
  priceMicroUsdPerReferenceSecond: Object.fromEntries(
    Object.entries(demoPolicy.priceMicroUsdPerReferenceSecond).map(([window, price]) => [
      window,
      price * times,
    ]),
  ) as Policy['priceMicroUsdPerReferenceSecond'],
  auditShare: 0.3,
  auditWaitSeconds: 600,
  payoutsNeedApproval: true,
  singlePersonMicroUsd: 10_000_000n,
};
