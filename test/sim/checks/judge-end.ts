import { loadSnapshot } from '../../../functions/adapters/load-snapshot.ts';
import { type Deps, depsOver } from '../../../functions/edge/deps.ts';
import { checkInvariants } from '../../../shared/invariants/check-invariants.ts';
import type { World } from '../seed-world.ts';
import { productBytes } from '../world/environment.ts';
import { settingsOf, simPolicy } from '../world/settings.ts';
import { judgeClosures } from './judge-closures.ts';
import { judgeStripe } from './judge-stripe.ts';
import { promisesKept } from './promises.ts';
import { restOf } from './rest.ts';
import type { Violation } from './violation.ts';
import { violationOf } from './watcher.ts';

/** With all webhooks lost Stripe's truth is taken over all the same, and every entry is in the chain. */
export async function judgeEnd(world: World): Promise<void> {
  const { cast, env, timers, onViolation } = world;
  const last = (['pollStripe', 'findUnjournaled'] as const).filter(
    (name) => cast.kind === 'money' || name !== 'pollStripe',
  );
  await within(world, Promise.all(last.map(timers.tick)));
  // A message that was delivered twice is hidden twice, each time for as long as its function may take; and a live batch
  // that was begun in its first minutes is closed a sweep of a quiet market after the first one behind its hour.
  const until = env.now() + 120 * 60_000;
  while (env.now() < until && restOf(world).length > 0 && (await env.turn()));
  for (const left of restOf(world).slice(0, 1))
    onViolation({ name: 'invariant 28: Everything stays at its end', detail: left });
  for (const violation of await within(world, judgeMarket(world, await onlooker(world))))
    onViolation(violation);
}

async function judgeMarket(world: World, deps: Deps): Promise<Violation[]> {
  const { kind, closesAccount } = world.cast;
  const closures = closesAccount ? await judgeClosures(deps) : [];
  const snapshot = await loadSnapshot(deps);
  return [
    ...closures,
    ...checkInvariants(snapshot)
      .filter(({ holds }) => !holds)
      .map(violationOf),
    ...(kind === 'money' ? await judgeStripe(deps, snapshot) : []),
    ...(await promisesKept(world, deps)),
  ];
}

/** Lets time go on until that is there. */
async function within<Value>({ env }: World, value: Promise<Value>): Promise<Value> {
  let isThere = false;
  const there = value.finally(() => {
    isThere = true;
  });
  there.catch(() => undefined);
  while (!isThere) await env.turn();
  return there;
}

/** Reads everything as it is, at once. */
async function onlooker({ cloud, env }: World): Promise<Deps> {
  return depsOver(cloud.plainClients(), await settingsOf(simPolicy, async () => ''), {
    now: env.now,
    pause: async () => undefined,
    randomBytes: productBytes,
    reportFault: () => {},
  });
}
