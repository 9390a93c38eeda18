import type { Drill, DrillLink } from '../../../shared/contract/drill.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { exceptionIdOf } from '../../../shared/reconciliation/finding.ts';
import { check, sumOf } from '../../../shared/reports/report.ts';
import { link, movedOf, type Sources, tell } from './tell.ts';

/** As many as are told one by one; sums are of all. */
const transactionsShown = 500;

/**
 * A payout from Stripe to the platform's bank: the transactions that it paid out, and the statement's line that shows
 * it. `named`: the entries that name it.
 */
export async function drillBankPayout(
  { stripe, exceptions }: Sources,
  payoutId: string,
  named: readonly Entry[],
): Promise<Drill> {
  const payout = await stripe.reads.getSeenPayout(payoutId);
  const transactions = payout.automatic
    ? await Array.fromAsync(stripe.reads.transactionsOfPayout(payoutId))
    : [];
  const nets = transactions.map(({ id, createdAt, type, amountMicroUsd, feeMicroUsd }) =>
    link(type, { id, at: createdAt, amountMicroUsd: amountMicroUsd - feeMicroUsd }),
  );
  const net = sumOf(transactions.map(({ amountMicroUsd, feeMicroUsd }) => amountMicroUsd - feeMicroUsd));
  const lines = named.filter(({ kind }) => kind.startsWith('bank-line'));
  const shown = sumOf(lines.map((line) => -movedOf(line, 'bank/account')));
  return tell({
    id: payoutId,
    title: `Payout ${payoutId} to the platform's bank`,
    at: payout.createdAt,
    amountMicroUsd: payout.amountMicros,
    facts: {
      state: payout.state,
      'made by': payout.automatic
        ? 'Stripe, of what had become available'
        : 'hand: Stripe does not say of what',
      transactions:
        nets.length > transactionsShown ? `the latest ${transactionsShown} of ${nets.length}` : undefined,
    },
    down: nets.slice(0, transactionsShown),
    up: [
      ...named
        .filter(({ kind }) => !kind.startsWith('bank-line') && !kind.startsWith('stripe-fee'))
        .map((entry) => entryLink(entry, 'bank/in-transit')),
      ...lines.map((line) => entryLink(line, 'bank/account')),
      ...(lines.length === 0 ? [await missingLine(exceptions, payoutId)] : []),
    ],
    checks: [
      ...(payout.automatic
        ? [check('The transactions it paid out are its amount', net, payout.amountMicros)]
        : []),
      ...(lines.length > 0 ? [check("The bank's line shows its amount", shown, payout.amountMicros)] : []),
    ],
  });
}

/** With what a reconciliation found of it, if one did. */
async function missingLine(exceptions: Sources['exceptions'], payoutId: string): Promise<DrillLink> {
  const [found] = await exceptions.findAll([exceptionIdOf.payout(payoutId)]);
  return link('no line of a bank statement shows it yet', {
    id: found?.state === 'open' ? `exception/${found.exceptionId}` : null,
  });
}

const entryLink = (entry: Entry, account: string): DrillLink =>
  link(entry.kind.startsWith('bank-line') ? 'bank line' : entry.kind, {
    id: entry.businessKey,
    at: entry.at,
    amountMicroUsd: -movedOf(entry, account),
    note: typeof entry.memo.bookedOn === 'string' ? `booked on ${entry.memo.bookedOn}` : null,
  });

/** Automatic payouts that are looked through for a transaction: it is in one of the first after it. */
const payoutsLookedAt = 8;

/** The payout that brought a transaction's money to the bank; undefined while none has, or where Stripe does not say. */
export async function findPayoutOf(
  { journal, stripe }: Sources,
  transactionId: string,
  since: number,
): Promise<Entry | undefined> {
  const payouts = await payoutsSince(journal, since);
  for (const { entry, payoutId } of payouts) {
    const { automatic } = await stripe.reads.getSeenPayout(payoutId);
    if (!automatic) continue;
    for await (const { id } of stripe.reads.transactionsOfPayout(payoutId))
      if (id === transactionId) return entry;
  }
  return undefined;
}

/** The first payouts to the bank from a moment on. */
async function payoutsSince(journal: Sources['journal'], from: number) {
  const found: { entry: Entry; payoutId: string }[] = [];
  for await (const entry of journal.entries({ from, to: Number.MAX_SAFE_INTEGER })) {
    const { payoutId } = entry.memo;
    if (entry.kind === 'bank-payout' && typeof payoutId === 'string') found.push({ entry, payoutId });
    if (found.length === payoutsLookedAt) break;
  }
  return found;
}
