import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { tableClientOver } from '../../functions/adapters/table-client.ts';
import { createMarketTable, localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';
import { isKnownDifference } from './known-differences.ts';
import { modelCloud } from './model-cloud.ts';
import { outcomeOf } from './outcome.ts';
import { tableCall } from './random-calls.ts';
import { carryOut } from './table-calls.ts';

const dynamo = await startDynamo({});
const client = new DynamoDBClient({
  endpoint: dynamo.url,
  region: localRegion,
  credentials: localCredentials,
});
const standIn = tableClientOver(client);
afterAll(async () => {
  client.destroy();
  await dynamo.close();
});

let tables = 0;

test('any history of calls comes to the same in the model and in the stand-in', async () => {
  const history = fc.array(tableCall, { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(history, async (calls) => {
      const name = `table-${++tables}`;
      await createMarketTable(client, name, { streamed: false });
      const { clients } = modelCloud({ tableName: name });
      for (const call of calls) {
        const [expected, found] = [
          await outcomeOf(() => carryOut(standIn, name, call)),
          await outcomeOf(() => carryOut(clients.db, name, call)),
        ];
        // What they hold may differ from here on.
        if (isKnownDifference(call, expected, found)) return;
        expect({ call, outcome: found }).toEqual({ call, outcome: expected });
      }
    }),
    { numRuns: Number(process.env.CONFORMANCE_RUNS ?? 30) },
  );
});
