import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

const stripeWebhooks = z.object({
  platform: z.string().min(1),
  connected: z.string().min(1),
  livemode: z.boolean(),
});
type StripeWebhooks = z.infer<typeof stripeWebhooks>;

/** Secrets by their names in AWS Secrets Manager. What is wrong with one is told without a character of it. */
export function secretsIn(client: SecretsManagerClient) {
  const getText = async (SecretId: string): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    if (!SecretString) throw new Error(`The secret ${SecretId} has no text: put one there.`);
    return SecretString;
  };
  return {
    getText,

    /** `{ "platform": ..., "connected": ..., "livemode": ... }`: the two endpoints' secrets, as Stripe's dashboard shows them. */
    async getStripeWebhooks(name: string): Promise<StripeWebhooks> {
      const { success, data } = stripeWebhooks.safeParse(jsonOf(await getText(name)));
      if (!success)
        throw new Error(`The secret ${name} is not JSON with a platform, a connected and a livemode.`);
      return data;
    },

    /** 32 bytes, kept as base64url. */
    async getKey(name: string): Promise<Uint8Array<ArrayBuffer>> {
      const key = new Uint8Array(Buffer.from(await getText(name), 'base64url'));
      if (key.length !== 32)
        throw new Error(`The secret ${name} is ${key.length} bytes of base64url; a key has 32.`);
      return key;
    },
  };
}

/** Not JSON.parse's own error: it quotes what it could not read. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
