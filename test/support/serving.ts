import { setTimeout as pause } from 'node:timers/promises';
import type { Market } from './market-rig.ts';
import type { TestVehicle } from './test-vehicle.ts';

type Rig = { market: Market; vehicle: TestVehicle };

/** `ask` with a vehicle that waits for calls until it is answered. */
export async function served<Reply>({ market, vehicle }: Rig, ask: () => Promise<Reply>): Promise<Reply> {
  const { driverReturns } = vehicle.serve();
  try {
    await parked(market);
    return await ask();
  } finally {
    await driverReturns();
  }
}

/** Resolves once a vehicle is known to be there for a call. */
export async function parked({ cloud, now }: Market): Promise<void> {
  const isParked = async () =>
    (await cloud.deps.fleet.read({ anew: true })).some(({ presentUntil }) => presentUntil > now());
  while (!(await isParked())) await pause(10);
}

/** Has the vehicle load its engine: on a busy machine that takes longer than a live call is waited for. */
export async function warmUp({ market, vehicle }: Rig, model: string): Promise<void> {
  const { responses } = market.openai;
  const { id } = await responses.create({ model, input: 'x', max_output_tokens: 1, background: true });
  const isWaiting = async () =>
    ['queued', 'in_progress'].includes((await responses.retrieve(id)).status ?? '');
  while (await isWaiting()) await vehicle.workUntilIdle();
}
