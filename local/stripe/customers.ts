import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { clearableTextParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';

const customerParams = z.object({
  name: clearableTextParam,
  email: clearableTextParam,
  phone: clearableTextParam,
  description: clearableTextParam,
  invoice_settings: z.object({ default_payment_method: z.string() }).exactOptional(),
  metadata: metadataParam.optional(),
});

function customerObject(call: Call): Stripe.Customer {
  return {
    id: newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: call.nowSeconds,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export function createCustomer(call: Call): object {
  const { metadata, invoice_settings, ...fields } = parseParams(call, customerParams);
  const draft = customerObject(call);
  const customer = {
    ...draft,
    ...fields,
    invoice_settings: { ...draft.invoice_settings, ...invoice_settings },
    metadata: mergeMetadata({}, metadata),
  } satisfies Stripe.Customer;
  call.store.put(call.account, customer);
  emit(call, { type: 'customer.created', data: { object: customer } });
  return customer;
}

export function updateCustomer(call: Call): object {
  const { metadata, invoice_settings, ...fields } = parseParams(call, customerParams);
  const kept = getPathObject(call, 'customer');
  const customer = {
    ...kept,
    ...fields,
    invoice_settings: { ...kept.invoice_settings, ...invoice_settings },
    metadata: mergeMetadata(kept.metadata, metadata),
  } satisfies Stripe.Customer;
  call.store.put(call.account, customer);
  emit(call, { type: 'customer.updated', data: { object: customer } });
  return customer;
}

export function listCustomers(call: Call): object {
  return listObjects(call, 'customer', { fields: ['email'] });
}
