import { dayOf, earnedDayOf, settledOf, settleKeyOf } from '../../../shared/accrual.ts';
import type { Drill, DrillLink } from '../../../shared/contract/drill.ts';
import { takenBy } from '../../../shared/drill/taken-from.ts';
import type { Entry } from '../../../shared/ledger.ts';
import type { MicroUsd } from '../../../shared/money.ts';
import { check, sumOf } from '../../../shared/reports/report.ts';
import { idIn, link, movedOf, type Sources, tell } from './tell.ts';

/** The longest that earnings wait, and some: what was earned before is in no release of this day. */
const lookBackMillis = 120 * 86_400_000;

const earnedOf = (entry: Entry, ownerId: string): MicroUsd =>
  movedOf(entry, `owner/${ownerId}/pending`) + movedOf(entry, `owner/${ownerId}/released`);

/** What became payable on a day: the settlements whose holdback ended with it. */
export async function drillRelease({ ledger, owners }: Sources, entry: Entry): Promise<Drill> {
  const ownerId = idIn(entry);
  const day = entry.businessKey.split('/')[3] ?? '';
  const released = movedOf(entry, `owner/${ownerId}/released`);
  const from = dayOf(Date.parse(day) - lookBackMillis);
  const earned = await Array.fromAsync(ledger.earnedBy(ownerId, from, day));
  const others = (await Array.fromAsync(ledger.unearnedOf(ownerId))).filter(
    (each) => each.kind !== 'release-earnings' && movedOf(each, `owner/${ownerId}/pending`) !== 0n,
  );
  const parts = [...earned, ...others].filter(({ memo }) => memo.releaseDay === day);
  const owner = await owners.find(ownerId);
  return tell({
    id: entry.businessKey,
    title: `Earnings of ${owner?.name || ownerId}, released ${day}`,
    at: entry.at,
    amountMicroUsd: released,
    facts: { owner: ownerId },
    down: parts.map((part) => earningLink(part, ownerId)),
    up: await takenLinks({ ledger }, entry, ownerId),
    checks: [
      check(
        'The earnings whose holdback ended are what was released',
        sumOf(parts.map((part) => earnedOf(part, ownerId))),
        released,
      ),
    ],
  });
}

/** What an owner's settlements and checks of one day came to. */
export async function drillEarnedDay(
  { ledger, owners }: Sources,
  ownerId: string,
  day: string,
): Promise<Drill> {
  const entries = await Array.fromAsync(ledger.earnedBy(ownerId, day, day));
  const owner = await owners.find(ownerId);
  const total = sumOf(entries.map((entry) => earnedOf(entry, ownerId)));
  const byWhat = Map.groupBy(entries, ({ kind }) => kind);
  const sum = (kind: Entry['kind']) => sumOf((byWhat.get(kind) ?? []).map((each) => earnedOf(each, ownerId)));
  return tell({
    id: `owner/${ownerId}/earned/${day}`,
    title: `Earned by ${owner?.name || ownerId} on ${day}`,
    amountMicroUsd: total,
    facts: { owner: ownerId, settlements: String(byWhat.get('accrue-owner')?.length ?? 0) },
    down: entries.map((entry) => earningLink(entry, ownerId)),
    checks: [
      check('Settlements and checks are what was earned', sum('accrue-owner') + sum('pay-audit'), total),
    ],
  });
}

/** An owner's part of one settlement, or the pay for one check. */
export async function drillEarning({ ledger, owners }: Sources, entry: Entry): Promise<Drill> {
  const ownerId = idIn(entry);
  const amountMicroUsd = earnedOf(entry, ownerId);
  const owner = await owners.find(ownerId);
  const { releaseDay } = entry.memo;
  const settlement = entry.kind === 'accrue-owner' ? await ledger.findEntry(settleKeyOf(entry)) : undefined;
  const settled = settlement && settledOf(settlement);
  return tell({
    id: entry.businessKey,
    title: `${entry.kind === 'pay-audit' ? 'Pay for a check' : 'Part of a settlement'}: ${owner?.name || ownerId}, ${earnedDayOf(entry)}`,
    at: entry.at,
    amountMicroUsd,
    facts: {
      owner: ownerId,
      requests: textOf(entry.memo.requests),
      'reference microseconds': textOf(entry.memo.referenceMicros),
      task: textOf(entry.memo.task),
    },
    down: settled
      ? [
          link('settlement', {
            id: settled.settleKey,
            at: settled.at,
            amountMicroUsd: settled.chargeMicroUsd,
          }),
          link('requests', { id: `${settled.settleKey}/requests/${ownerId}`, amountMicroUsd }),
        ]
      : [],
    up:
      typeof releaseDay === 'string'
        ? [link('released', { id: `owner/${ownerId}/release/${releaseDay}` })]
        : await takenLinks({ ledger }, entry, ownerId),
  });
}

const earningLink = (entry: Entry, ownerId: string): DrillLink =>
  link(entry.kind === 'pay-audit' ? 'check' : 'settlement', {
    id: entry.businessKey,
    at: entry.at,
    amountMicroUsd: earnedOf(entry, ownerId),
    note:
      entry.kind === 'accrue-owner'
        ? `${settleKeyOf(entry)}, ${textOf(entry.memo.requests) ?? '0'} requests`
        : (textOf(entry.memo.task) ?? null),
  });

/** The payout or split that took it. */
async function takenLinks(
  { ledger }: Pick<Sources, 'ledger'>,
  entry: Entry,
  ownerId: string,
): Promise<DrillLink[]> {
  const taker = takenBy(
    entry,
    `owner/${ownerId}/released`,
    await Array.fromAsync(ledger.unearnedOf(ownerId)),
  );
  if (!taker) return [link('not paid out yet', { id: null })];
  return [
    link(taker.kind === 'payout' ? 'paid with' : 'shared with', { id: taker.businessKey, at: taker.at }),
  ];
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
