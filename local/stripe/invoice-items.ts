import Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { emit } from './events.ts';
import { lineOf, withLines } from './invoice-object.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { currencyParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { badRequest, noSuch } from './stripe-refusal.ts';

const itemParams = z.object({
  customer: z.string(),
  amount: z.coerce.number().int(),
  currency: currencyParam,
  description: z.string().nullable().default(null),
  invoice: z.string().optional(),
  metadata: metadataParam.optional(),
});

/** POST /v1/invoiceitems: an amount for a draft, or for the customer's next invoice when none is named. */
export function createInvoiceItem(call: Call): object {
  const { metadata, ...params } = parseParams(call, itemParams);
  if (!call.store.find('customer', call.account, params.customer)) {
    throw noSuch('customer', params.customer, { param: 'customer' });
  }
  const item = {
    id: newId('ii'),
    object: 'invoiceitem',
    ...params,
    customer_account: null,
    date: call.nowSeconds,
    discountable: true,
    discounts: [],
    invoice: params.invoice ?? null,
    livemode: false,
    metadata: mergeMetadata({}, metadata),
    parent: null,
    period: { end: call.nowSeconds, start: call.nowSeconds },
    pricing: null,
    proration: false,
    quantity: 1,
    quantity_decimal: Stripe.Decimal.from('1'),
    tax_rates: [],
    test_clock: null,
  } satisfies Stripe.InvoiceItem;
  call.store.put(call.account, item);
  emit(call, { type: 'invoiceitem.created', data: { object: item } });
  if (params.invoice !== undefined) addToDraft(call, params.invoice, item);
  return item;
}

export function listInvoiceItems(call: Call): object {
  return listObjects(call, 'invoiceitem', { fields: ['customer', 'invoice'] });
}

function addToDraft(call: Call, invoiceId: string, item: Stripe.InvoiceItem): void {
  const invoice = call.store.find('invoice', call.account, invoiceId);
  if (invoice === undefined) throw noSuch('invoice', invoiceId, { param: 'invoice' });
  if (
    invoice.status !== 'draft' ||
    invoice.customer !== item.customer ||
    invoice.currency !== item.currency
  ) {
    throw badRequest(`Invoice ${invoiceId} is not a draft of this customer in ${item.currency}`, {
      code: 'invoice_not_editable',
      param: 'invoice',
    });
  }
  call.store.put(call.account, withLines(invoice, [...invoice.lines.data, lineOf(item, invoiceId)]));
}
