import { accrualKeyOf, accrualsOf, settledOf } from '../../../shared/accrual.ts';
import type { Drill, DrillLink } from '../../../shared/contract/drill.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { check, movedBy, sumOf } from '../../../shared/reports/report.ts';
import { idIn, link, movedOf, type Sources, tell } from './tell.ts';

/** A batch's money from its hold to its end. */
export async function drillBatch({ ledger, holds }: Sources, batchId: string): Promise<Drill> {
  const [entries, hold] = await Promise.all([
    Array.fromAsync(ledger.entriesUnder(`batch/${batchId}`)),
    holds.find(batchId),
  ]);
  if (!hold)
    throw new Refusal('not_found', `No money was ever held for a batch ${batchId}.`, { param: 'from' });
  const account = `hold/${batchId}`;
  const moving = entries.filter((entry) => movedOf(entry, account) !== 0n);
  const came = sumOf(moving.map((entry) => positive(movedOf(entry, account))));
  const went = sumOf(moving.map((entry) => positive(-movedOf(entry, account))));
  const isRest = hold.state === 'open' ? hold.heldMicroUsd - hold.capturedMicroUsd : 0n;
  return tell({
    id: `batch/${batchId}`,
    title: `Batch ${batchId}`,
    amountMicroUsd: hold.capturedMicroUsd,
    facts: { customer: hold.customerId, hold: hold.state, held: String(hold.heldMicroUsd) },
    down: entries.filter(({ kind }) => kind === 'settle').map(settlementLink),
    up: [
      ...entries.filter(({ kind }) => kind !== 'settle').map((entry) => entryLink(entry)),
      link('customer', { id: `customer/${hold.customerId}` }),
    ],
    checks: [
      check('What was held was charged, given back, or is still held', came, went + isRest),
      check(
        'The settlements are what was charged',
        sumOf(entries.filter(({ kind }) => kind === 'settle').map((entry) => -movedOf(entry, account))),
        hold.capturedMicroUsd,
      ),
    ],
  });
}

/** What a settlement charged, and who got it. */
export async function drillSettlement({ ledger }: Sources, entry: Entry): Promise<Drill> {
  const settled = settledOf(entry);
  const accruals = accrualsOf(settled);
  const platform = movedBy(entry.postings, (account) => account.startsWith('platform/'));
  const owners = await Promise.all(
    accruals.map(async ({ part, amountMicroUsd }) => {
      const key = accrualKeyOf(settled, part.ownerId);
      const isPosted = (await ledger.findEntry(key)) !== undefined;
      return link(`owner ${part.ownerId}`, {
        id: isPosted ? key : null,
        amountMicroUsd,
        note: `${part.requests} requests${isPosted ? '' : ', not accrued yet'}`,
      });
    }),
  );
  return tell({
    id: entry.businessKey,
    title: `Settlement ${settled.no} of ${settled.batchId}`,
    at: entry.at,
    amountMicroUsd: settled.chargeMicroUsd,
    facts: {
      customer: typeof entry.memo.customerId === 'string' ? entry.memo.customerId : undefined,
      'owner share': `${settled.ownerSharePercent} %`,
    },
    down: accruals.map(({ part, amountMicroUsd }) =>
      link('requests', {
        id: `${entry.businessKey}/requests/${part.ownerId}`,
        amountMicroUsd,
        note: `${part.requests} requests`,
      }),
    ),
    up: [
      ...owners,
      link('platform', { id: null, amountMicroUsd: platform }),
      link('batch', { id: `batch/${settled.batchId}` }),
    ],
    checks: [
      check(
        "Owners' and the platform's parts are the charge",
        sumOf(accruals.map(({ amountMicroUsd }) => amountMicroUsd)) + platform,
        settled.chargeMicroUsd,
      ),
    ],
  });
}

const positive = (amount: bigint) => (amount > 0n ? amount : 0n);

const settlementLink = (entry: Entry): DrillLink => {
  const settled = settledOf(entry);
  return link('settlement', {
    id: entry.businessKey,
    at: entry.at,
    amountMicroUsd: settled.chargeMicroUsd,
    note: `${settled.owners.reduce((sum, { requests }) => sum + requests, 0)} requests`,
  });
};

const entryLink = (entry: Entry): DrillLink =>
  link(entry.kind, {
    id: entry.businessKey,
    at: entry.at,
    amountMicroUsd: movedOf(entry, `hold/${idIn(entry)}`),
  });
