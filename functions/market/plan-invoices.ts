import { monthStart } from '../../shared/auto-top-up.ts';
import { type InvoiceTerms, nextInvoice } from '../../shared/invoice.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { monthOf } from '../../shared/statement.ts';
import { chargedBalance } from '../adapters/charged-balance.ts';
import { invoiceWrites } from '../adapters/invoices.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Writes down last month's invoice of every approved customer who owes; sending it is another function's, which the
 * table's stream calls. Once a customer and month, whenever in the next one it runs. Returns how many.
 */
export const planInvoices = (deps: Deps) => async (): Promise<number> => {
  const endsAt = monthStart(deps.now());
  let planned = 0;
  for await (const customerId of deps.invoices.invoiced())
    try {
      const terms = await deps.invoices.findTerms(customerId);
      if (terms && (await planFor(deps, terms, endsAt))) planned++;
    } catch (error) {
      deps.reportFault(error, `invoice of customer ${customerId}`);
    }
  return planned;
};

/** Each time a batch began or ended since the balance was read. */
const attempts = 8;

async function planFor(deps: Deps, terms: InvoiceTerms, endsAt: number, attempt = 1): Promise<boolean> {
  const period = monthOf(endsAt - 1);
  // Who was approved since then has nothing of that month to pay.
  if (terms.lastPeriod === period || terms.agreedAt >= endsAt) return false;
  const { balance, chargedMicroUsd } = await chargedBalance(deps, terms.customerId);
  const dueSeconds = deps.policy.invoiceDueSeconds;
  const invoice = nextInvoice(terms, chargedMicroUsd, { period, dueSeconds, now: deps.now() });
  if (!invoice) return false;
  try {
    await deps.commit(invoiceWrites.plan(invoice, { ...terms, lastPeriod: period }, balance));
    return true;
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
    // Told as a fault: who is never at rest would else never be invoiced.
    if (attempt === attempts) throw error;
    await deps.pause(Math.random() * 100 * 2 ** attempt);
    const now = await deps.invoices.findTerms(terms.customerId);
    return now ? planFor(deps, now, endsAt, attempt + 1) : false;
  }
}

export const handler = timerLambda(planInvoices);
