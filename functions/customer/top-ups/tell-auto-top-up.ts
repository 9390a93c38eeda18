import type { z } from 'zod';
import { type AutoTopUp, waitsFor } from '../../../shared/auto-top-up.ts';
import { type autoTopUpObject, autoTopUpObjectOf } from '../../../shared/contract/auto-top-up.ts';
import { autoTopUpFacts } from '../../adapters/followed-top-ups.ts';
import type { Deps } from '../../edge/deps.ts';

/** A customer's automatic top-up, and why it charges nothing now. */
export async function tellAutoTopUp(
  deps: Deps,
  customerId: string,
  auto: AutoTopUp | undefined,
): Promise<z.infer<typeof autoTopUpObject>> {
  if (!auto) return autoTopUpObjectOf({ auto, waitsFor: 'you', payUrl: undefined });
  const { payTopUpId } = auto;
  const page =
    payTopUpId === undefined ? undefined : await deps.topUps.find({ customerId, topUpId: payTopUpId });
  return autoTopUpObjectOf({
    auto,
    waitsFor: waitsFor(auto, await autoTopUpFacts(deps, customerId)),
    payUrl: page?.url,
  });
}
