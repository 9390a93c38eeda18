import type { CustomerBalance, FreezeReason } from '../../shared/customer-balance.ts';
import type { Covered } from '../../shared/payment.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

type Sums = Partial<Omit<CustomerBalance, 'frozenBy' | 'autoTopUpBelowMicroUsd'>>;

export type StandingChange = {
  by?: Sums;
  freeze?: FreezeReason;
  thaw?: FreezeReason;
  /** What was decided on: whoever finds another amount decides again. */
  seen?: Partial<Pick<CustomerBalance, 'availableMicroUsd' | 'promoMicroUsd' | 'borneMicroUsd'>>;
  /** Only of a customer whom nothing freezes. */
  whileFree?: boolean;
};

/**
 * Money and freezes of one customer in one write, since a transaction takes one of an item. What is taken from must
 * have it. No write where nothing changes.
 */
export function changeStanding(customerId: string, change: StandingChange): Write[] {
  const sums = Object.entries(change.by ?? {}).filter(([, amount]) => amount !== 0n);
  const adds = [...sums.map(([name]) => `${name} :${name}`), ...(change.freeze ? ['frozenBy :freeze'] : [])];
  if (adds.length === 0 && !change.thaw) return [];
  const { conditions, values } = conditionsOf(sums, change);
  return [
    {
      update: {
        Key: keys.customerBalance(customerId),
        UpdateExpression: [
          ...(adds.length > 0 ? [`ADD ${adds.join(', ')}`] : []),
          ...(change.thaw ? ['DELETE frozenBy :thaw'] : []),
        ].join(' '),
        ...(conditions.length > 0 && { ConditionExpression: conditions.join(' AND ') }),
        ExpressionAttributeValues: {
          ...Object.fromEntries(sums.map(([name, amount]) => [`:${name}`, amount])),
          ...(change.freeze && { ':freeze': new Set([change.freeze]) }),
          ...(change.thaw && { ':thaw': new Set([change.thaw]) }),
          ...values,
        },
      },
      otherwise: new Refusal('changed_meanwhile', `the balance of ${customerId} is not what it was`),
    },
  ];
}

function conditionsOf(sums: readonly (readonly [string, bigint])[], { seen, whileFree }: StandingChange) {
  const conditions = whileFree ? ['attribute_not_exists(frozenBy)'] : [];
  const values: Record<string, bigint> = {};
  for (const [name, amount] of sums)
    if (amount < 0n) {
      conditions.push(`${name} >= :least_${name}`);
      values[`:least_${name}`] = -amount;
    }
  for (const [name, amount] of Object.entries(seen ?? {})) {
    const isNothing = `attribute_not_exists(${name}) OR `;
    conditions.push(`(${amount === 0n ? isNothing : ''}${name} = :seen_${name})`);
    values[`:seen_${name}`] = amount;
  }
  return { conditions, values };
}

const borneBy = ({ borneMicroUsd = 0n }: CustomerBalance) => ({ borneMicroUsd });

/** A loss as it was shared on what was seen of the balance. */
export const shareLoss = (balance: CustomerBalance, { customersMicroUsd, platformsMicroUsd }: Covered) =>
  ({
    by: { availableMicroUsd: -customersMicroUsd, borneMicroUsd: platformsMicroUsd },
    seen: { ...asSeen(balance), ...borneBy(balance) },
  }) satisfies StandingChange;

/** What came back of a loss: it was shared by what is borne alone. */
export const shareReturn = (balance: CustomerBalance, { customersMicroUsd, platformsMicroUsd }: Covered) =>
  ({
    by: { availableMicroUsd: customersMicroUsd, borneMicroUsd: -platformsMicroUsd },
    seen: borneBy(balance),
  }) satisfies StandingChange;

/** What a decision on a balance holds to. */
export const asSeen = ({ availableMicroUsd, promoMicroUsd }: CustomerBalance) => ({
  availableMicroUsd,
  promoMicroUsd,
});
