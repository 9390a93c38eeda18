import type { CustomerBalance } from '../../../shared/customer-balance.ts';
import { type InvoiceTerms, limitUsed } from '../../../shared/invoice.ts';
import { formatUsd } from '../../../shared/money.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Deps } from '../../edge/deps.ts';

type Asked = Pick<InvoiceTerms, 'customerId' | 'limitMicroUsd' | 'invoice' | 'email'>;

/** The terms with what is asked for, as they are to be saved. Refuses with conflict a limit below what is used of it. */
export async function agreedTerms(deps: Deps, asked: Asked) {
  const [before, balance] = await Promise.all([
    deps.invoices.findTerms(asked.customerId),
    deps.customerBalances.of(asked.customerId),
  ]);
  refuseBelowUsed(asked.limitMicroUsd, balance);
  const terms: InvoiceTerms = {
    ...(before ?? { version: 0, lastInvoiceNo: 0 }),
    ...asked,
    agreedAt: deps.now(),
  };
  return { terms, balance, isHigher: asked.limitMicroUsd > (before?.limitMicroUsd ?? 0n) };
}

function refuseBelowUsed(limitMicroUsd: bigint, balance: CustomerBalance): void {
  const used = limitUsed(balance);
  if (limitMicroUsd < balance.creditLimitMicroUsd && limitMicroUsd < used)
    throw new Refusal('conflict', `${formatUsd(used)} of the limit is used: it can't be lower than that.`, {
      param: 'credit_limit_micro_usd',
    });
}
