import { claimDataDir } from '../../local/data-dir.ts';
import { seedDemo } from '../../local/demo/seed.ts';
import { openDemoStore } from '../../local/demo/state.ts';
import { createBuckets } from '../../local/wiring.ts';
import { carAt } from './agents.ts';
import { startEngineServer } from './deterministic-engine.ts';
import { lastingPorts } from './lasting-ports.ts';
import { type Place, urlAt } from './processes/place.ts';
import { wired } from './processes/wired.ts';
import { processesOfMarket } from './processes-of-market.ts';
import { type Supervised, supervise } from './supervised.ts';

export type ChaosMarket = Awaited<ReturnType<typeof startChaosMarket>>;

const cars = 3;

async function placeIn(dir: string): Promise<Place> {
  const [api = 0, dynamo = 0, s3 = 0, sqs = 0, stripe = 0] = await lastingPorts(5);
  return { dir, aheadMillis: 0, ports: { api, dynamo, s3, sqs, stripe } };
}

/**
 * A market of which each part is a process: API, functions, each stand-in, and three vehicles of two owners. It is
 * seeded as the demo is; `deps` is for who looks at it from outside.
 */
export async function startChaosMarket(dir: string, onFault: (who: string, line: string) => void) {
  claimDataDir(dir, false);
  const place = await placeIn(dir);
  const told = { onFault };
  const parts = processesOfMarket(place, told);
  for (const part of parts.filter(({ kind }) => kind !== 'functions')) await part.start();
  await Promise.all(parts.filter(({ kind }) => kind !== 'functions').map((part) => part.untilReady()));
  const { deps, functions, connected } = await wired(place);
  await createBuckets(connected.s3);
  for (const part of parts.filter(({ kind }) => kind === 'functions')) await part.start();
  const url = urlAt(place.ports.api);
  const store = openDemoStore(dir);
  const { timers } = functions;
  await seedDemo({ url, deps, timers, stripeStandIn: urlAt(place.ports.stripe) }, store, () => {});
  const engine = await startEngineServer();
  const agents = Array.from({ length: cars }, (_, no): Supervised => {
    const owner = store.state.owners[no % 2];
    const start = carAt({ dir, no: no + 1, baseUrl: `${url}/v1`, engineUrl: engine.url, owner });
    return supervise('agents', `agent ${no + 1}`, () => start(told), told);
  });
  const all = [...parts, ...agents];
  await Promise.all(agents.map((agent) => agent.start()));
  await Promise.all(all.map((part) => part.untilReady()));
  return {
    deps,
    url,
    stripePort: place.ports.stripe,
    stripeUrl: urlAt(place.ports.stripe),
    state: store.state,
    all,
    /** Kills what goes by the clock, and the queues with what they hide, and starts it again when so much time has passed. */
    async jumpAhead(millis: number) {
      place.aheadMillis = millis;
      const those = parts.filter(({ kind }) => ['api', 'functions', 'sqs'].includes(kind));
      await Promise.all(those.map((part) => part.kill()));
      await Promise.all(those.map((part) => part.start()));
      await Promise.all(those.map((part) => part.untilReady()));
    },
    async close() {
      // Vehicles first: they hand in what is finished.
      await Promise.all(agents.map((agent) => agent.end()));
      await Promise.all(parts.map((part) => part.end()));
      engine.close();
    },
  };
}
