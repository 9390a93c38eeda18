import { expect, test } from 'vitest';
import { keys } from '../../functions/adapters/keys.ts';
import { localVault } from '../../functions/adapters/vault.ts';
import { webhookDeliveriesIn, webhookDeliveryWrites } from '../../functions/adapters/webhook-deliveries.ts';
import { webhookEndpointsIn, webhookEndpointWrites } from '../../functions/adapters/webhook-endpoints.ts';
import { webhookSenderOver } from '../../functions/adapters/webhook-sender.ts';
import { afterAttempt, newDelivery } from '../../shared/webhook-delivery.ts';
import { rotated, type WebhookEndpoint } from '../../shared/webhook-endpoint.ts';
import type { WebhookEvent } from '../../shared/webhook-event.ts';
import { codeOf, randomBytes, startTable, tableName, winners } from './table.ts';

const table = await startTable();
const endpoints = webhookEndpointsIn(table.db, tableName);
const deliveries = webhookDeliveriesIn(table.db, tableName);
const vault = localVault(randomBytes(32), randomBytes);
const sender = webhookSenderOver(vault, async () => ({ kind: 'answered', status: 200, latencyMillis: 1 }));
const now = Date.UTC(2027, 0, 8);

async function newEndpoint(customerId: string, endpointId: string) {
  const secret = await sender.newSecret(endpointId);
  const endpoint: WebhookEndpoint = {
    version: 0,
    customerId,
    endpointId,
    name: 'Accounts',
    url: 'https://hook.example.com/',
    eventTypes: ['batch.completed'],
    wrappedSecret: secret.wrapped,
    secretHint: secret.hint,
    state: 'enabled',
    createdAt: now,
    updatedAt: now,
  };
  return { endpoint, secret };
}

const eventOf = (subjectId: string): WebhookEvent => ({
  eventId: `evt_${subjectId}`,
  type: 'batch.completed',
  createdAt: now,
  subjectId,
});
const deliveryOf = (customerId: string, endpointId: string, deliveryId: string, event: WebhookEvent) =>
  newDelivery({ customerId, endpointId, deliveryId, event }, now);

test('no secret lies in the table in the plain, before or after a rotation or a deletion', async () => {
  const { endpoint, secret } = await newEndpoint('cus_1', 'whe_1');
  await table.commit(webhookEndpointWrites.create(endpoint));
  const second = await sender.newSecret('whe_1');
  const next = rotated(endpoint, second, { keepsOld: true, now });
  await table.commit([webhookEndpointWrites.change(endpoint, next)]);
  const items = await table.items();
  expect(items).toHaveLength(2);
  const text = JSON.stringify(items, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  expect(text).toContain(Buffer.from(second.wrapped).toString('base64'));
  for (const { text: shown } of [secret, second]) expect(text).not.toContain(shown.slice(6, 30));
  await table.commit(webhookEndpointWrites.delete(endpoint, now));
  const left = await table.item(keys.webhookEndpoint('cus_1', 'whe_1'));
  expect(left).toMatchObject({ deletedAt: now });
  expect(left).not.toHaveProperty('wrappedSecret');
  expect(left).not.toHaveProperty('previousWrappedSecret');
  expect(await endpoints.find(endpoint)).toBeUndefined();
});

test('a wrapped secret opens for its own endpoint alone, and never as a batch’s key', async () => {
  const { secret } = await newEndpoint('cus_1', 'whe_a');
  await expect(vault.unwrap(secret.wrapped, 'whe_a', 'webhookEndpointId')).resolves.toHaveLength(32);
  await expect(vault.unwrap(secret.wrapped, 'whe_b', 'webhookEndpointId')).rejects.toThrow();
  await expect(vault.unwrap(secret.wrapped, 'whe_a')).rejects.toThrow();
});

test('of fourteen made at once ten are, and the count follows deletions', async () => {
  const made = await Promise.all(
    Array.from({ length: 14 }, async (_, no) => (await newEndpoint('cus_2', `whe_2${no}`)).endpoint),
  );
  const { won, codes } = await winners(table, made.map(webhookEndpointWrites.create));
  expect(won).toBe(10);
  expect(codes.filter((code) => code === 'invalid_request')).toHaveLength(4);
  const [first] = await endpoints.of('cus_2');
  if (!first) throw new Error('none was made');
  expect(
    (
      await winners(
        table,
        [1, 2].map(() => webhookEndpointWrites.delete(first, now)),
      )
    ).codes.sort(),
  ).toEqual(['not_found', undefined]);
  expect(await table.item(keys.webhookCount('cus_2'))).toMatchObject({ endpoints: 9 });
});

test('a setting that was decided on an older one is refused; what an attempt told meanwhile stays', async () => {
  const { endpoint } = await newEndpoint('cus_3', 'whe_3');
  await table.commit(webhookEndpointWrites.create(endpoint));
  await table.commit([
    webhookEndpointWrites.note(endpoint, { state: 'failing', failingSince: now, stateReason: 'x' }),
  ]);
  await table.commit([webhookEndpointWrites.change(endpoint, { ...endpoint, name: 'New' })]);
  expect(await endpoints.get(endpoint)).toMatchObject({
    name: 'New',
    state: 'failing',
    failingSince: now,
    version: 1,
  });
  const late = webhookEndpointWrites.change(endpoint, { ...endpoint, name: 'Late' });
  expect(await codeOf(table.commit([late]))).toBe('conflict');
  expect(await codeOf(table.commit([webhookEndpointWrites.note(endpoint, { state: 'disabled' })]))).toBe(
    'changed_meanwhile',
  );
});

test('an event that is announced ten times at once has each of its deliveries once', async () => {
  const event = eventOf('batch_4');
  const announcement = (no: number) =>
    webhookDeliveryWrites.announce('cus_4', event, [
      deliveryOf('cus_4', 'whe_a', `whd_a${no}`, event),
      deliveryOf('cus_4', 'whe_b', `whd_b${no}`, event),
    ]);
  const { won } = await winners(
    table,
    Array.from({ length: 10 }, (_, no) => announcement(no)),
  );
  expect(won).toBe(1);
  for (const endpointId of ['whe_a', 'whe_b'])
    expect(await deliveries.list({ customerId: 'cus_4', endpointId }, { limit: 10 })).toHaveLength(1);
  expect(await deliveries.isAnnounced('cus_4', event)).toBe(true);
  expect(await deliveries.isAnnounced('cus_5', event)).toBe(false);
});

test('what is due is found, the longest overdue first; what is done or later is not', async () => {
  const dueBy = async (at: number) =>
    (await Array.fromAsync(deliveries.due(at))).flat().filter(({ customerId }) => customerId === 'cus_6');
  const event = eventOf('batch_6');
  const later = { ...deliveryOf('cus_6', 'whe_6', 'whd_later', event), nextAttemptAt: now + 10 };
  const sooner = deliveryOf('cus_6', 'whe_6', 'whd_sooner', event);
  for (const each of [later, sooner]) await table.commit([webhookDeliveryWrites.create(each)]);
  const name = { customerId: 'cus_6', endpointId: 'whe_6' };
  expect(await dueBy(now)).toEqual([{ ...name, deliveryId: 'whd_sooner' }]);
  expect((await dueBy(now + 10)).map(({ deliveryId }) => deliveryId)).toEqual(['whd_sooner', 'whd_later']);
  const done = afterAttempt(
    sooner,
    { kind: 'answered', status: 200, latencyMillis: 1 },
    { at: now, now, chance: 0 },
  );
  await table.commit([webhookDeliveryWrites.save(done)]);
  expect(await dueBy(now)).toEqual([]);
  expect(await codeOf(table.commit([webhookDeliveryWrites.save(done)]))).toBe('changed_meanwhile');
});
