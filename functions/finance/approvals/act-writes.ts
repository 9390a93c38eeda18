import type { ProposedAct } from '../../../shared/proposed-act.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Write } from '../../adapters/commit.ts';
import { invoiceWrites } from '../../adapters/invoices.ts';
import { promoWrites } from '../../adapters/promo-grants.ts';
import type { Deps } from '../../edge/deps.ts';
import { agreedTerms } from '../invoices/agreed-terms.ts';
import { askingFor } from '../invoices/ask-for.ts';

/** What a proposed act comes to, as things stand now; refused where it can't be any more. */
export async function actWrites(deps: Deps, { act, amountMicroUsd }: ProposedAct): Promise<Write[]> {
  switch (act.kind) {
    case 'grant_promo': {
      const { kind: _kind, ...grant } = act;
      if (grant.expiresAt <= deps.now())
        throw new Refusal('conflict', 'The credit would have expired already: reject this proposal.');
      const seen = await deps.promoGrants.countOf(grant.customerId);
      return promoWrites.write({ ...grant, amountMicroUsd, grantedAt: deps.now() }, seen);
    }
    case 'set_terms': {
      const { kind: _kind, ...asked } = act;
      const { terms } = await agreedTerms(deps, { ...asked, limitMicroUsd: amountMicroUsd });
      return [invoiceWrites.saveTerms(terms)];
    }
    case 'mark_uncollectible':
      return (await askingFor(deps, act.invoiceId, 'uncollectible')).writes;
  }
}
