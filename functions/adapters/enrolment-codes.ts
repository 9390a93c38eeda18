import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { codeTries } from '../../shared/enrolment-code.ts';
import { Refusal } from '../../shared/refusal.ts';
import { retryCollisions, type Write } from './commit.ts';
import { keys } from './keys.ts';

/** What a vehicle enrols with, once, in so many tries. */
export type EnrolmentCode = {
  secretSha256: string;
  ownerId: string;
  /** The vehicle that gets a new key by it. Absent: a new vehicle. */
  vehicleId?: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  state: 'open' | 'used';
  tries: number;
};

/** Whom a used code enrolled. */
export type UsedCode = EnrolmentCode & { usedBy: { vehicleId: string; signingKey: string } };

export function enrolmentCodesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /**
     * Takes one of the code's tries, before its secret is looked at, so that guesses sent all at once are no more than
     * those sent one by one. A used code is told as such; an unknown, lapsed or dead one is refused with
     * invalid_enrolment_code.
     */
    async takeTry(codeId: string, now: number): Promise<EnrolmentCode | UsedCode> {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: keys.enrolmentCode(codeId),
        UpdateExpression: 'ADD tries :one',
        ConditionExpression: '#state = :open AND expiresAt > :now AND tries < :most',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':one': 1, ':open': 'open', ':now': now, ':most': codeTries },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        const { Attributes } = await retryCollisions(() => db.send(update));
        return Attributes as EnrolmentCode;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const code = error.Item && (unmarshall(error.Item) as EnrolmentCode);
        if (code?.state === 'used' && now < code.expiresAt) return code;
        throw invalidCode();
      }
    },
  };
}

export const enrolmentCodeWrites = {
  open: (codeId: string, code: Omit<EnrolmentCode, 'state' | 'tries'>): Write => ({
    put: {
      Item: {
        ...keys.enrolmentCode(codeId),
        ...code,
        state: 'open',
        tries: 0,
        // The table drops it a day after it has lapsed.
        expiresAtSeconds: Math.ceil(code.expiresAt / 1_000) + 86_400,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', 'this enrolment code is in use already'),
  }),

  /** Of two vehicles with one code, one gets in. */
  use: (codeId: string, usedBy: UsedCode['usedBy'], now: number): Write => ({
    update: {
      Key: keys.enrolmentCode(codeId),
      UpdateExpression: 'SET #state = :used, usedBy = :by',
      ConditionExpression: '#state = :open AND expiresAt > :now',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':used': 'used', ':by': usedBy, ':open': 'open', ':now': now },
    },
    otherwise: invalidCode(),
  }),
};

/** One answer for all that is wrong with a code: a guesser learns nothing. */
export const invalidCode = () =>
  new Refusal(
    'invalid_enrolment_code',
    'This enrolment code is unknown, used, older than 10 minutes or was tried 5 times. Ask its owner for a new one.',
  );
