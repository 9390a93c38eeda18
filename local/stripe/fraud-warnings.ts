import type Stripe from 'stripe';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';

/** The card's issuer suspects fraud: a warning, on which one can act while the charge is neither refunded nor disputed. */
export function warnOfFraud(
  scope: Scope,
  charge: Stripe.Charge,
  fraudType = 'unauthorized_use_of_card',
): Stripe.Radar.EarlyFraudWarning {
  const warning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: scope.nowSeconds,
    fraud_type: fraudType,
    livemode: false,
    ...(typeof charge.payment_intent === 'string' && { payment_intent: charge.payment_intent }),
  } satisfies Stripe.Radar.EarlyFraudWarning;
  scope.store.put(scope.account, warning);
  emit(scope, { type: 'radar.early_fraud_warning.created', data: { object: warning } });
  return warning;
}

/** The charge was wholly refunded or disputed: nothing is left to do about its warnings. */
export function closeWarnings(scope: Scope, charge: Stripe.Charge): void {
  const warnings = scope.store.findBy('radar.early_fraud_warning', scope.account, {
    field: 'charge',
    value: charge.id,
  });
  for (const kept of warnings.filter(({ actionable }) => actionable)) {
    const warning = { ...kept, actionable: false };
    scope.store.put(scope.account, warning);
    emit(scope, { type: 'radar.early_fraud_warning.updated', data: { object: warning } });
  }
}

export function listFraudWarnings(call: Call): object {
  return listObjects(call, 'radar.early_fraud_warning', { fields: ['charge', 'payment_intent'] });
}
