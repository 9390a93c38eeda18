import { paidMicroUsd } from '../../shared/customer-balance.ts';
import { type InvoiceTerms, nextInvoice } from '../../shared/invoice.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { monthOf } from '../../shared/statement.ts';
import { invoiceWrites } from '../adapters/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/** So long after a month's end it is still that month's timer that runs. */
const lateMillis = 15 * 86_400_000;

/**
 * Writes down the month's invoice of every approved customer who owes; sending it is another function's, which the
 * table's stream calls. Once a customer and month. Returns how many.
 */
export const planInvoices = (deps: Deps) => async (): Promise<number> => {
  const period = monthOf(deps.now() - lateMillis);
  let planned = 0;
  for await (const customerId of deps.invoices.invoiced())
    try {
      const terms = await deps.invoices.findTerms(customerId);
      if (terms && (await planFor(deps, terms, period))) planned++;
    } catch (error) {
      deps.reportFault(error, `invoice of customer ${customerId}`);
    }
  return planned;
};

async function planFor(deps: Deps, terms: InvoiceTerms, period: string): Promise<boolean> {
  if (terms.lastPeriod === period) return false;
  const balance = await deps.customerBalances.of(terms.customerId);
  const dueSeconds = deps.policy.invoiceDueSeconds;
  const invoice = nextInvoice(terms, paidMicroUsd(balance), { period, dueSeconds, now: deps.now() });
  if (!invoice) return false;
  try {
    await deps.commit(invoiceWrites.plan(invoice, { ...terms, lastPeriod: period }));
    return true;
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
    return false;
  }
}

export const handler = timerLambda(planInvoices);
