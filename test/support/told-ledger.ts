import type { Deps } from '../../functions/edge/deps.ts';
import { ruleOf } from '../../shared/entry-kinds.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { customerIdOf } from './stripe-history.ts';

/**
 * All entries but when they were posted, what each account of a customer or a dispute comes to, and how each customer
 * stands, as one text. How a single entry shares a loss between its customer and the platform is left out: see
 * shared/payment.ts. Throws where what the platform bears is not what its account says.
 */
export async function ledgerOf(deps: Deps, stories: readonly string[]): Promise<string> {
  const entries: Entry[] = [];
  for await (const root of deps.ledger.roots())
    entries.push(...(await Array.fromAsync(deps.ledger.entriesUnder(root))));
  const balances = balancesOf(entries);
  const told = entries.map(({ at: _at, ...entry }) => textOf(withSharesMerged(entry)));
  for (const [account, sum] of balances)
    if (/^(customer|dispute)\//.test(account)) told.push(textOf({ account, sum }));
  let borne = 0n;
  for (const story of stories) {
    const { frozenBy, ...balance } = await deps.customerBalances.of(customerIdOf(story));
    borne += balance.borneMicroUsd ?? 0n;
    // Who hears of a warning when nothing can be done about it any more freezes nobody for it.
    const freezes = frozenBy.filter((reason) => !reason.startsWith('fraud-warning/'));
    told.push(textOf({ story, ...balance, freezes }));
  }
  if (borne !== -(balances.get('platform/disputes') ?? 0n))
    throw new Error(`the platform bears ${borne}, and not ${balances.get('platform/disputes')}`);
  return told.sort().join('\n');
}

/** What a loss took of the customer and of the platform, or gave back to them, in one sum. */
function withSharesMerged({ postings, ...entry }: Omit<Entry, 'at'>): object {
  if (!sharesLoss(entry)) return { ...entry, postings };
  const isShare = ({ account }: Entry['postings'][number]) =>
    account === 'platform/disputes' || /^customer\/[^/]+$/.test(account);
  const sum = postings.filter(isShare).reduce((all, { amountMicroUsd }) => all + amountMicroUsd, 0n);
  return { ...entry, postings: [{ shared: sum }, ...postings.filter((each) => !isShare(each))] };
}

const sharesLoss = ({ kind }: Pick<Entry, 'kind'>): boolean => {
  const { takes, gives } = ruleOf(kind);
  return [...takes, ...gives].includes('platform/disputes');
};

/** Times of the market's own stay out of a memo, whatever the order of its fields. */
const textOf = (value: object): string =>
  JSON.stringify(value, (_name, each: unknown) => {
    if (typeof each === 'bigint') return String(each);
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
