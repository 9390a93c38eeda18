import { closableFrom } from '../../../shared/period.ts';
import { type Caller, callMarket } from './caller.ts';
import { passes } from './sim-engine.ts';

export type Finance = {
  maker: Caller;
  approver: Caller;
  /** Whether all has been done by now that money could follow from. */
  until: () => boolean;
};

/** Two people: what the one proposes the other approves, time and again. Who comes late finds it done. */
export async function runFinance({ maker, approver, until }: Finance): Promise<void> {
  for (let isLast = false; !isLast; ) {
    await passes(60_000 + maker.random.below(180_000));
    isLast = until();
    await callMarket(maker, 'POST', '/finance/payout_runs', { body: {} });
    await passes(20_000 + maker.random.below(60_000));
    await approveAll(approver);
  }
}

/** Nobody approves what they made themselves: what the timer or the other one proposed. */
async function approveAll(approver: Caller): Promise<void> {
  const runs = await callMarket(approver, 'GET', '/finance/payout_runs');
  for (const { id, state } of (runs?.body?.data ?? []) as { id: string; state: string }[])
    if (state === 'proposed')
      await callMarket(approver, 'POST', `/finance/payout_runs/${id}/approve`, { body: {} });
}

/** Closes a month once that may be done: from an hour after its end on, when all of it is in the journal. */
export async function closeMonth(finance: Caller, month: string): Promise<void> {
  await passes(closableFrom(month) - finance.env.now());
  for (let isClosed = false; !isClosed; ) {
    await passes(finance.random.below(300_000));
    const answer = await callMarket(finance, 'POST', `/finance/periods/${month}/close`, { body: {} });
    const months = await callMarket(finance, 'GET', '/finance/periods');
    isClosed = answer?.status === 200 || isListed(months?.body?.data, month);
  }
}

const isListed = (periods: readonly { month: string }[] | undefined, month: string): boolean =>
  periods?.some((each) => each.month === month) ?? false;
