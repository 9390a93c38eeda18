import { DeliveryPlan, deliveryParams, resendParams } from './delivery-plan.ts';
import { parseParams } from './params.ts';
import type { Route } from './routes.ts';
import { noSuch } from './stripe-refusal.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** What happens to events between Stripe and the webhooks. */
export const deliveryTestRoutes = (webhooks: WebhookSender): readonly Route[] => [
  [
    'POST',
    '/_test/deliveries',
    (call) => {
      const plan = new DeliveryPlan(parseParams(call, deliveryParams));
      webhooks.follow(plan);
      return plan.params;
    },
  ],
  [
    'POST',
    '/_test/events/:id/send',
    (call) => {
      const id = call.path.id ?? '';
      const found = call.store.findAnywhere('event', id);
      if (found === undefined) throw noSuch('event', id, 'path');
      webhooks.resend(found.object, parseParams(call, resendParams));
      return found.object;
    },
  ],
];
