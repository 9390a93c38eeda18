import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys } from '../../functions/adapters/keys.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

test('at night the books are proved, and an invariant that does not hold is named to who is on duty', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  await market.submit(sentences(3).map((text, at) => embeddingLine(String(at), text)));
  await market.work(vehicle);
  await expect(market.cloud.timers.proveBooks()).resolves.toBeUndefined();

  const give = (by: number) =>
    market.cloud.clients.db.send(
      new UpdateCommand({
        TableName: market.cloud.deps.tableName,
        Key: keys.customerBalance(market.customerId),
        UpdateExpression: 'ADD availableMicroUsd :by',
        ExpressionAttributeValues: { ':by': by },
      }),
    );
  await give(1);
  await expect(market.cloud.timers.proveBooks()).rejects.toThrow(
    new RegExp(`The books do not prove\\. Invariant \\d+ .*${market.customerId}`),
  );
  await give(-1);
  await market.expectSound();
});
