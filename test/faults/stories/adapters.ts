import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretsIn } from '../../../functions/adapters/secrets.ts';
import { localCredentials, localRegion } from '../../../local/dynamo.ts';
import { startSecretsManager } from '../../support/secrets-manager.ts';
import { failAsPlanned } from '../aws-faults.ts';
import type { FaultyMarket } from '../faulty-market.ts';
import type { Outcome, Story } from './story.ts';

let secrets: ReturnType<typeof secretsIn>;

const limits = { requests: 10, tokens: 1_000 };
const ask = { requests: 1, tokens: 1 };

/** So few a minute that the shared bucket is asked each time: some are let in, and never more than that. */
async function limited({ cloud, persist }: FaultyMarket, no: string): Promise<Outcome> {
  const admit = () =>
    persist(() => cloud.deps.rateLimits.admit({ customerId: `limited-${no}` }, ask, limits));
  let admitted = 0;
  while (!(await admit()).tooMuch && admitted <= limits.requests) admitted++;
  return { some: admitted > 0, tooMany: admitted > limits.requests };
}

/** What people's stories come to by luck or not at all: whoever asks an adapter asks again until it is answered. */
export const adapters: Story = {
  name: 'adapters',
  async begin({ atEnd, plan }) {
    const manager = await startSecretsManager(new Map([['a-secret', 'its text']]));
    atEnd(() => manager.close());
    const client = new SecretsManagerClient({
      endpoint: manager.url,
      region: localRegion,
      credentials: localCredentials,
    });
    atEnd(() => client.destroy());
    failAsPlanned(client, 'secrets', plan);
    secrets = secretsIn(client);
  },
  async tell(market, no) {
    return {
      ...(await limited(market, no)),
      secret: await market.persist(() => secrets.getText('a-secret')),
    };
  },
};
