import { join } from 'node:path';
import { localSecrets } from '../../../local/secrets.ts';
import { startStripe } from '../../../local/stripe/server.ts';
import { webhookTargets } from '../../../local/wiring.ts';
import { givenPlace, tellReady, urlAt } from './place.ts';

/** On disk, but for the webhooks that are under way: those are lost with it. */
const { dir, ports } = givenPlace();
const webhooks = webhookTargets(urlAt(ports.api), localSecrets(dir));
await startStripe({ dir: join(dir, 'stripe'), port: ports.stripe, webhooks });
tellReady();
