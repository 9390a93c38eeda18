import { type Caller, callMarket } from './caller.ts';
import { passes } from './sim-engine.ts';

/** Halts the fleet, or a part of it, for a while: in the end what was halted goes on. */
export async function haltForAWhile(operator: Caller, models: readonly string[]): Promise<void> {
  const { random } = operator;
  await passes(random.below(120_000));
  const named = random.pick([{ hardware_class: 'AI4' }, ...models.map((model) => ({ model }))]);
  await callMarket(operator, 'POST', '/operator/halts', { body: { ...named, reason: 'Looked into' } });
  // Longer than a second copy of that call may be under way.
  await passes(60_000 + random.below(90_000));
  // Of one whose answer was lost nothing but the list tells.
  for (let isOver = false; !isOver; ) {
    const listed = await callMarket(operator, 'GET', '/operator/halts');
    const running = (listed?.body?.data ?? []) as { id: string; ended_at: number | null }[];
    const left = running.filter(({ ended_at }) => ended_at === null);
    for (const { id } of left) await callMarket(operator, 'DELETE', `/operator/halts/${id}`);
    isOver = listed?.status === 200 && left.length === 0;
    if (!isOver) await passes(20_000);
  }
}
