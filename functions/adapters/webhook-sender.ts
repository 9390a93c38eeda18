import type { WebhookAnswer } from '../../shared/webhook-answer.ts';
import { signingSecrets, type WebhookEndpoint } from '../../shared/webhook-endpoint.ts';
import { eventBody, type WebhookEvent } from '../../shared/webhook-event.ts';
import { secretHint, secretText, webhookHeaders } from '../../shared/webhook-signature.ts';
import type { Vault } from './vault.ts';
import type { PostWebhook } from './webhook-post.ts';

export type NewSecret = {
  /** For the customer's eyes, now and never again. */
  text: string;
  hint: string;
  wrapped: Uint8Array<ArrayBuffer>;
};

/** Signing secrets are keys of the vault's own making, bound to their endpoint: a copy of the table can't sign. */
export function webhookSenderOver(vault: Vault, post: PostWebhook) {
  return {
    async newSecret(endpointId: string): Promise<NewSecret> {
      const { key, wrapped } = await vault.newKey(endpointId, 'webhookEndpointId');
      return { text: secretText(key), hint: secretHint(key), wrapped };
    },

    /** One attempt, signed with every secret that is in use. `at`: the market's time, milliseconds since the epoch. */
    async send(endpoint: WebhookEndpoint, event: WebhookEvent, at: number): Promise<WebhookAnswer> {
      const secrets = await Promise.all(
        signingSecrets(endpoint, at).map((wrapped) =>
          vault.unwrap(wrapped, endpoint.endpointId, 'webhookEndpointId'),
        ),
      );
      const body = eventBody(event);
      const signed = await webhookHeaders(secrets, { eventId: event.eventId, sentAt: at, body });
      const headers = { ...signed, 'content-type': 'application/json', 'user-agent': 'Parkade-Webhooks/1.0' };
      return post(endpoint.url, { headers, body });
    },
  };
}
