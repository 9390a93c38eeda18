import { depsOver } from '../../../functions/edge/deps.ts';
import { realWorld } from '../../../functions/edge/world.ts';
import { functionsOf } from '../../../local/functions.ts';
import { guardClients } from '../../../local/rights/guard.ts';
import { localSecrets } from '../../../local/secrets.ts';
import {
  clientsOver,
  connect,
  guarded,
  queueUrlPrefixAt,
  settingsFor,
  stripeAt,
} from '../../../local/wiring.ts';
import { type Place, urlAt } from './place.ts';

/** The market's functions over stand-ins that run elsewhere, wired as `npm start` wires them. */
export async function wired({ dir, ports, aheadMillis }: Place) {
  const secrets = localSecrets(dir);
  const connected = connect({
    dynamo: urlAt(ports.dynamo),
    s3: urlAt(ports.s3),
    sqs: urlAt(ports.sqs),
  });
  guardClients(connected);
  const queueUrlPrefix = queueUrlPrefixAt(urlAt(ports.sqs));
  const publicUrl = urlAt(ports.api);
  const settings = await settingsFor({}, { publicUrl, queueUrlPrefix, secrets });
  const clients = guarded(clientsOver(connected, stripeAt(ports.stripe), secrets));
  const world = { ...realWorld, now: () => Date.now() + aheadMillis };
  const deps = depsOver(clients, settings, world);
  return { connected, queueUrlPrefix, deps, functions: functionsOf(deps) };
}
