import type { Deps } from '../../functions/edge/deps.ts';
import type { MicroUsd } from '../../shared/money.ts';

/** What a customer may spend now. */
export const availableOf = async (
  { customerBalances }: Pick<Deps, 'customerBalances'>,
  customerId: string,
): Promise<MicroUsd> => (await customerBalances.of(customerId)).availableMicroUsd;
