import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { LaneWaits } from '../../shared/lane-waits.ts';
import { keys } from './keys.ts';

/**
 * How long what waits has waited, as the sweep last found it: it reads every open task anyway, so that this costs one
 * write a minute, and nothing on the way of a request.
 */
export function laneWaitsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async keep({ at, lanes }: LaneWaits): Promise<void> {
      await db.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keys.laneWaits(),
          UpdateExpression: 'SET measuredAt = :at, lanes = :lanes',
          ExpressionAttributeValues: { ':at': at, ':lanes': lanes },
        }),
      );
    },

    /** Undefined before the first sweep. */
    async find(): Promise<LaneWaits | undefined> {
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key: keys.laneWaits() }));
      return Item && { at: Number(Item.measuredAt), lanes: Item.lanes as LaneWaits['lanes'] };
    },
  };
}
