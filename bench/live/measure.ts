import OpenAI from 'openai';
import { endForked, messageOf, startForked } from '../forked.ts';
import type { MarketReport } from '../market.ts';
import type { LiveOptions } from './options.ts';
import { timedModel } from './timed-engine.ts';
import type { FleetPlan } from './vehicles.ts';

/** Of each measured call, in milliseconds: until the engine began, what it took, and until its caller had the answer. */
export type LiveCallTime = { beforeMillis: number; engineMillis: number; afterMillis: number };

/** A market, a fleet and callers, three processes; the first two end with this one. */
export async function measureLive(
  options: LiveOptions,
  tell: (line: string) => void,
): Promise<LiveCallTime[]> {
  const market = startForked(new URL('../market.ts', import.meta.url));
  const fleet = startForked(new URL('./vehicles.ts', import.meta.url));
  try {
    const report = (await messageOf(market)) as MarketReport;
    if (!('url' in report)) throw new Error('the market did not say where it is');
    const { vehicles, engineMillis, concurrency, calls } = options;
    tell(`Enrolling ${vehicles} vehicles ...`);
    fleet.send({ url: report.url, ownerKey: report.ownerKey, vehicles, engineMillis } satisfies FleetPlan);
    await messageOf(fleet);
    const openai = new OpenAI({ apiKey: report.apiKey, baseURL: `${report.url}/v1`, maxRetries: 0 });
    tell(`${concurrency} callers, ${calls} calls ...`);
    return await callAll(openai, { calls, concurrency });
  } finally {
    for (const child of [fleet, market]) await endForked(child);
  }
}

async function callAll(
  openai: OpenAI,
  { calls, concurrency }: { calls: number; concurrency: number },
): Promise<LiveCallTime[]> {
  const times: LiveCallTime[] = [];
  let begun = 0;
  const caller = async () => {
    // They begin all at once, and are spread by the engine's times from then on: the first is not counted.
    await timedCall(openai);
    while (begun++ < calls) times.push(await timedCall(openai));
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  return times;
}

async function timedCall(openai: OpenAI): Promise<LiveCallTime> {
  const startedAt = performance.now();
  const reply = await openai.chat.completions.create({
    model: timedModel,
    messages: [{ role: 'user', content: 'Define harbor.' }],
    max_tokens: 16,
  });
  const totalMillis = performance.now() - startedAt;
  const { x_engine } = reply as unknown as { x_engine: { startedAt: number; millis: number } };
  // All processes share one clock.
  const beforeMillis = x_engine.startedAt - (performance.timeOrigin + startedAt);
  const engineMillis = x_engine.millis;
  return { beforeMillis, engineMillis, afterMillis: totalMillis - engineMillis - beforeMillis };
}
