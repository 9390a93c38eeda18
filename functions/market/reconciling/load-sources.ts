import pMap from 'p-map';
import type { Match, Sources } from '../../../shared/reconciliation/match.ts';
import { matchAll } from '../../../shared/reconciliation/match.ts';
import {
  type LedgerMovement,
  movementOf,
  nameOfLine,
  type SeenLine,
  type SeenPayout,
} from '../../../shared/reconciliation/sources.ts';
import type { SeenMovement } from '../../adapters/stripe/bank-reads.ts';
import type { Deps } from '../../edge/deps.ts';

const dayMillis = 86_400_000;

/** What is judged has what it is matched with at most so long before it: see `completed` for what has not. */
const before = { entries: dayMillis, movements: 15 * dayMillis, lines: 3 * dayMillis };

/** Reads at a time. */
const readsAtOnce = 10;

/** Everything of the three since `from`, with enough of what was before, matched. */
export async function matchSince(deps: Deps, from: number, now: number): Promise<Match> {
  const movements: LedgerMovement[] = [];
  for await (const entry of deps.journal.entries({
    from: from - before.entries,
    to: Number.MAX_SAFE_INTEGER,
  })) {
    const movement = movementOf(entry);
    if (movement) movements.push(movement);
  }
  const seen = await Array.fromAsync(deps.stripe.reads.seenMovements(Math.max(0, from - before.movements)));
  const lines = await loadLines(deps, from);
  return matchAll(await completed(deps, { movements, seen, lines }, from), { from, now });
}

async function loadLines({ bankLines }: Deps, from: number): Promise<SeenLine[]> {
  const firstDay = new Date(Math.max(0, from - before.lines)).toISOString().slice(0, 10);
  const lines: SeenLine[] = [];
  for (const account of await bankLines.accounts())
    for await (const line of bankLines.of(account, firstDay)) lines.push(line);
  return lines;
}

type Loaded = {
  movements: readonly LedgerMovement[];
  seen: readonly SeenMovement[];
  lines: readonly SeenLine[];
};

/**
 * An entry may name what is much older: a balance transaction that was taken over late, a line of a statement that
 * came late, an exception of long ago. Each that was not loaded is asked for by its name, so that only what is
 * really not there is missed.
 */
async function completed(deps: Deps, { movements, seen, lines }: Loaded, from: number): Promise<Sources> {
  const older = await olderMovements(deps, movements, seen);
  const all = [...seen, ...older];
  const olderLines = await olderLinesOf(deps, movements, lines);
  return {
    movements: await withoutOldCorrections(deps, movements, from),
    transactions: all.map(({ transaction }) => transaction),
    payouts: payoutsIn(all),
    lines: [...lines, ...olderLines],
  };
}

async function olderMovements(
  { stripe }: Deps,
  movements: readonly LedgerMovement[],
  seen: readonly SeenMovement[],
): Promise<SeenMovement[]> {
  const known = new Set(seen.map(({ transaction }) => transaction.id));
  const named = new Set(movements.flatMap(({ balanceTransactionId }) => balanceTransactionId ?? []));
  const unknown = [...named].filter((id) => !known.has(id));
  return present(
    await pMap(unknown, (id) => stripe.reads.findSeenMovement(id), { concurrency: readsAtOnce }),
  );
}

async function olderLinesOf(
  { bankLines }: Deps,
  movements: readonly LedgerMovement[],
  lines: readonly SeenLine[],
): Promise<SeenLine[]> {
  const known = new Set(lines.map(nameOfLine));
  const unknown = movements.filter(({ bankLineName: name }) => name !== undefined && !known.has(name));
  const find = ({ bankLineName = '', bookedOn = '' }: LedgerMovement) => {
    const [account = '', lineId = ''] = bankLineName.split('/');
    return bankLines.find(account, bookedOn, lineId);
  };
  return present(await pMap(unknown, find, { concurrency: readsAtOnce }));
}

async function withoutOldCorrections(
  { exceptions }: Deps,
  movements: readonly LedgerMovement[],
  from: number,
): Promise<LedgerMovement[]> {
  const named = new Set(movements.flatMap(({ exceptionId }) => exceptionId ?? []));
  const old = (await exceptions.findAll([...named])).filter(({ occurredAt }) => occurredAt < from);
  const isOld = new Set(old.map(({ exceptionId }) => exceptionId));
  return movements.filter(({ exceptionId }) => exceptionId === undefined || !isOld.has(exceptionId));
}

/** Once each: a payout that came back has two balance transactions. */
const payoutsIn = (seen: readonly SeenMovement[]): SeenPayout[] => [
  ...new Map(seen.flatMap(({ payout }) => (payout ? [[payout.payoutId, payout] as const] : []))).values(),
];

const present = <Each>(all: readonly (Each | undefined)[]): Each[] =>
  all.filter((each) => each !== undefined);
