import type { Cloud } from '../world/cloud.ts';
import type { Random } from '../world/random.ts';
import { passes } from './sim-engine.ts';

/** What card holders and their banks do to payments, long after the market took them. */
export const bankDeeds = ['disputed', 'warned', 'declined'] as const;
export type BankDeed = (typeof bankDeeds)[number];

export type Bank = {
  deeds: readonly BankDeed[];
  cloud: Pick<Cloud, 'atStripe' | 'itemsOf'>;
  random: Random;
};

/** Everything that the banks do in a seed, one after the other. Where nothing was paid yet, nothing is done. */
export async function runBank(bank: Bank): Promise<void> {
  for (const deed of bank.deeds) {
    await passes(bank.random.below(90_000));
    await doDeed[deed](bank);
  }
}

const doDeed: Record<BankDeed, (bank: Bank) => Promise<void>> = {
  /** Decided for one side or the other; what was lost may come back after all. */
  async disputed(bank) {
    const { random, cloud } = bank;
    const chargeId = chargeOf(bank);
    if (chargeId === undefined) return;
    const { id } = await cloud.atStripe('POST', `/_test/charges/${chargeId}/dispute`, {
      inquiry: random.chance(0.2),
    });
    if (id === undefined) return;
    await passes(5_000 + random.below(240_000));
    const isWon = random.chance(0.5);
    const decision = isWon ? { status: 'won', returnsFee: random.chance(0.5) } : { status: 'lost' };
    await cloud.atStripe('POST', `/_test/disputes/${id}/decide`, decision);
    if (isWon || random.chance(0.6)) return;
    await passes(5_000 + random.below(120_000));
    await cloud.atStripe('POST', `/_test/disputes/${id}/reinstate`, { wins: random.chance(0.5) });
  },

  async warned(bank) {
    const chargeId = chargeOf(bank);
    if (chargeId !== undefined) await bank.cloud.atStripe('POST', `/_test/charges/${chargeId}/warn`, {});
  },

  /** A saved card that pays no more, for a while. */
  async declined({ cloud, random }) {
    const customers = cloud.itemsOf('CUSTOMER').flatMap(({ stripeCustomerId }) => stripeCustomerId ?? []);
    if (customers.length === 0) return;
    const path = `/v1/payment_methods?type=card&customer=${random.pick(customers)}`;
    const [card] = (await cloud.atStripe('GET', path)).data ?? [];
    if (card === undefined) return;
    const become = (token: string) =>
      cloud.atStripe('POST', `/_test/payment_methods/${card.id}/become`, { token });
    await become('tok_chargeCustomerFail');
    await passes(30_000 + random.below(200_000));
    await become('tok_visa');
  },
};

function chargeOf({ cloud, random }: Bank): string | undefined {
  const charges = cloud.itemsOf('PAYMENT').map(({ chargeId }) => String(chargeId));
  return charges.length === 0 ? undefined : random.pick(charges);
}
