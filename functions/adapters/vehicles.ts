import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export type Vehicles = ReturnType<typeof vehiclesIn>;

export function vehiclesIn(db: DynamoDBDocumentClient, tableName: string) {
  /** Its keys never change once enrolled, so a copy in memory is as good as the table's. */
  const known = new Map<string, Vehicle>();
  return {
    async find(vehicleId: string): Promise<Vehicle | undefined> {
      const kept = known.get(vehicleId);
      if (kept) return kept;
      const Key = keys.vehicle(vehicleId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) return undefined;
      const vehicle = vehicleFrom(Item);
      known.set(vehicleId, vehicle);
      return vehicle;
    },

    /**
     * Lets one request of a vehicle in: its sequence must be above all before it, in one conditional write, so that
     * a copy of a request never gets in. Refuses with replayed_proof, and not_allowed for one that is revoked. The
     * SDK sends a write again whose answer was lost: then the table names this very request as the one it let in.
     */
    async admit(vehicleId: string, { sequence, requestId, now }: Admission): Promise<void> {
      try {
        await db.send(
          new UpdateCommand({
            TableName: tableName,
            Key: keys.vehicle(vehicleId),
            UpdateExpression: 'SET #sequence = :sequence, seenAt = :now, admitted = :request',
            ConditionExpression: '#sequence < :sequence AND #state = :active',
            ExpressionAttributeNames: { '#sequence': 'sequence', '#state': 'state' },
            ExpressionAttributeValues: {
              ':sequence': sequence,
              ':now': now,
              ':request': requestId,
              ':active': 'active',
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        if (error.Item?.state?.S !== 'active')
          throw new Refusal(
            'not_allowed',
            `vehicle ${vehicleId} is not active: its owner or the market revoked it`,
          );
        if (error.Item.admitted?.S === requestId) return;
        throw new Refusal('replayed_proof', `sequence ${sequence} of vehicle ${vehicleId} was used already`);
      }
    },
  };
}

/** `requestId`: the server's own for this request, new each time it is received. */
type Admission = { sequence: number; requestId: string; now: number };

export const vehicleWrites = {
  create: (vehicle: Vehicle): Write => ({
    put: {
      Item: { ...keys.vehicle(vehicle.vehicleId), ...vehicle, sequence: 0, state: 'active' },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `vehicle ${vehicle.vehicleId} exists already`),
  }),
};

function vehicleFrom(item: Record<string, unknown>): Vehicle {
  const {
    pk: _pk,
    sk: _sk,
    sequence: _sequence,
    seenAt: _seenAt,
    admitted: _admitted,
    state: _state,
    ...vehicle
  } = item;
  return vehicle as Vehicle;
}
