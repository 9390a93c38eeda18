import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { emit } from './events.ts';
import { newId } from './new-id.ts';
import { currencyParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { noSuch } from './stripe-refusal.ts';

const productParams = z.object({
  name: z.string(),
  description: z.string().nullable().default(null),
  metadata: metadataParam.optional(),
});

const priceParams = z.object({
  currency: currencyParam,
  unit_amount: z.coerce.number().int().min(0),
  product: z.string(),
  metadata: metadataParam.optional(),
});

/** POST /v1/products: a name for what is sold; only prices refer to it. */
export function createProduct(call: Call): object {
  const { name, description, metadata } = parseParams(call, productParams);
  const product = {
    id: newId('prod'),
    object: 'product',
    active: true,
    created: call.nowSeconds,
    description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, metadata),
    name,
    package_dimensions: null,
    shippable: null,
    tax_details: null,
    type: 'service',
    updated: call.nowSeconds,
    url: null,
  } satisfies Stripe.Product;
  call.store.put(call.account, product);
  emit(call, { type: 'product.created', data: { object: product } });
  return product;
}

/** POST /v1/prices: one-time prices, for checkout's line items. */
export function createPrice(call: Call): object {
  const { currency, unit_amount, product, metadata } = parseParams(call, priceParams);
  if (!call.store.find('product', call.account, product)) {
    throw noSuch('product', product, { param: 'product' });
  }
  const price = {
    id: newId('price'),
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: call.nowSeconds,
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: mergeMetadata({}, metadata),
    nickname: null,
    product,
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount,
    unit_amount_decimal: null,
  } satisfies Stripe.Price;
  call.store.put(call.account, price);
  emit(call, { type: 'price.created', data: { object: price } });
  return price;
}
