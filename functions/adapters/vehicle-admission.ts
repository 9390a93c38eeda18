import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Holder, judgeHolder, takenOver } from '../../shared/holder.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { refuseUnlessActive, wholeHour } from '../../shared/vehicle-state.ts';
import { retryCollisions } from './commit.ts';
import { keys } from './keys.ts';
import { type RunningItem, runChallenge, vehicleFrom } from './vehicle-item.ts';
import { quarantineExpression, quarantineValues } from './vehicle-quarantine.ts';

/** The vehicle as it is now, or what the caller is to sign if it lives. */
export type Admission = { vehicle: Vehicle } | { challenge: string };

/**
 * Lets one request of a vehicle in, in one conditional write: it is active, the key that signed is its key, the number
 * is above all before it, and the run is the latest (see shared/holder.ts). What the write returns is the vehicle as it
 * is now. Refuses with replayed_proof, invalid_proof for a key that was replaced, vehicle_quarantined, vehicle_revoked.
 */
export async function admitTo(
  db: DynamoDBDocumentClient,
  tableName: string,
  vehicleId: string,
  call: Call,
): Promise<Admission> {
  let change = goesOn(call);
  for (let turn = 0; turn < turnsMax; turn++) {
    const { isMade, item } = await tryChange(db, tableName, vehicleId, change);
    refuseUnlessActive(item);
    // The SDK sends a write again whose answer was lost: then the item names this very request.
    if (isMade || item.admitted === call.attempt) return { vehicle: vehicleFrom(item) };
    const next = judged(call, item);
    if ('challenge' in next) return next;
    change = next;
  }
  throw new Error(`vehicle ${vehicleId} was changed at each of ${turnsMax} tries to let a request in`);
}

/** What to write instead, now that it is known how the item stands. */
function judged(call: Call, item: RunningItem): Change | { challenge: string } {
  if (item.signingKey !== call.signingKey)
    throw new Refusal(
      'invalid_proof',
      'The proof is signed with a key that this vehicle has replaced. If it has no newer one, enrol it again.',
    );
  const challenge = runChallenge(item.run);
  const verdict = judgeHolder(holderOf(item), { ...call, answersChallenge: call.challenge === challenge });
  switch (verdict) {
    case 'admit':
      return goesOn(call);
    case 'take_over':
      return takesOver(call, holderOf(item));
    case 'two_holders':
      return quarantines(item.vehicleId, call, holderOf(item));
    case 'challenge':
      return { challenge };
    case 'replay':
      throw new Refusal('replayed_proof', `Number ${call.sequence} was used already, or a later one.`);
  }
}

const holderOf = ({ run, sequence, retiredRuns = [] }: RunningItem): Holder => ({
  ...(run !== undefined && { run }),
  sequence,
  retiredRuns,
});

/** The item as the change left it, or, where the condition failed, as it stands. */
async function tryChange(
  db: DynamoDBDocumentClient,
  tableName: string,
  vehicleId: string,
  change: Change,
): Promise<{ isMade: boolean; item: RunningItem }> {
  const update = new UpdateCommand({
    TableName: tableName,
    Key: keys.vehicle(vehicleId),
    ...change,
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    const { Attributes } = await retryCollisions(() => db.send(update));
    return { isMade: true, item: Attributes as RunningItem };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (!error.Item) throw new Refusal('unknown_vehicle', `There is no vehicle ${vehicleId}.`);
    return { isMade: false, item: unmarshall(error.Item) as RunningItem };
  }
}

/** Runs of one vehicle that start at the same moment may get in each other's way so often. */
const turnsMax = 8;

/** `attempt`: the server's own for this request, random, new each time it is received; it tells no time. */
export type Call = {
  signingKey: string;
  run: string;
  sequence: number;
  challenge: string | undefined;
  attempt: string;
  now: number;
};

type Change = {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, unknown>;
};

const names = { '#state': 'state', '#sequence': 'sequence', '#run': 'run' };
const isKeptBy = '#state = :active AND signingKey = :key';

/** One write unit: the vehicle's item stays within a kilobyte. */
const goesOn = ({ signingKey, run, sequence, attempt, now }: Call): Change => ({
  UpdateExpression: 'SET #sequence = :sequence, seenAt = :hour, admitted = :attempt',
  ConditionExpression: `${isKeptBy} AND #run = :run AND #sequence < :sequence`,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: {
    ':active': 'active',
    ':key': signingKey,
    ':run': run,
    ':sequence': sequence,
    ':hour': wholeHour(now),
    ':attempt': attempt,
  },
});

/** The run that `call` replaces must still be the one that was judged. */
const stillHeld = ({ run, sequence }: Holder) =>
  run === undefined
    ? { condition: 'attribute_not_exists(#run)', values: {} }
    : {
        condition: '#run = :before AND #sequence = :sequenceBefore',
        values: { ':before': run, ':sequenceBefore': sequence },
      };

function takesOver(call: Call, holder: Holder): Change {
  const { condition, values } = stillHeld(holder);
  return {
    UpdateExpression:
      'SET #sequence = :sequence, #run = :run, retiredRuns = :retired, seenAt = :hour, admitted = :attempt',
    ConditionExpression: `${isKeptBy} AND ${condition}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ':active': 'active',
      ':key': call.signingKey,
      ':run': call.run,
      ':sequence': call.sequence,
      ':retired': takenOver(holder, call).retiredRuns,
      ':hour': wholeHour(call.now),
      ':attempt': call.attempt,
      ...values,
    },
  };
}

function quarantines(vehicleId: string, call: Call, { run }: Holder): Change {
  return {
    UpdateExpression: quarantineExpression,
    ConditionExpression: `${isKeptBy} AND #run = :challenged`,
    ExpressionAttributeNames: { '#state': names['#state'], '#run': names['#run'] },
    ExpressionAttributeValues: {
      ...quarantineValues(vehicleId, call.now, 'two_holders'),
      ':active': 'active',
      ':key': call.signingKey,
      ':challenged': run,
    },
  };
}
