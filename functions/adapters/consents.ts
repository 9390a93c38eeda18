import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type AgreedCharter, type Consent, charterStanding } from '../../shared/consent.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export type KeptCharter = AgreedCharter & { withdrawnAt?: number };

export function consentsIn(db: DynamoDBDocumentClient, tableName: string) {
  const read = async (Key: Record<string, string>) => {
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item && withoutKeys(Item);
  };
  const find = async (ownerId: string) => (await read(keys.consent(ownerId))) as Consent | undefined;
  return {
    /** Which charters are in force; undefined before the first. One item, which each vehicle's call reads. */
    find,

    /** One version; undefined where there is none of this number. */
    async findCharter(ownerId: string, version: number): Promise<KeptCharter | undefined> {
      const [found] = await query(ownerId, { from: version, to: version, limit: 2 });
      return found;
    },

    /** Which one a vehicle keeps to, as it and its owner are told. */
    async inForce(ownerId: string, vehicleId: string) {
      const { state, version } = charterStanding(await find(ownerId), vehicleId);
      const [kept] = version === null ? [] : await query(ownerId, { from: version, to: version, limit: 2 });
      return {
        object: 'charter_in_force' as const,
        vehicle_id: vehicleId,
        state,
        version,
        charter: kept?.charter ?? null,
        statement: kept?.statement ?? null,
      };
    },

    /** Latest first, from before the version `after` on. */
    list: (ownerId: string, { after, limit }: { after?: number | undefined; limit: number }) =>
      query(ownerId, { from: 0, to: (after ?? 1_000_000) - 1, limit: limit * 2 }).then((found) =>
        found.slice(0, limit),
      ),
  };

  /** A version and the note of its withdrawal lie side by side, the note after it. */
  async function query(
    ownerId: string,
    { from, to, limit }: { from: number; to: number; limit: number },
  ): Promise<KeptCharter[]> {
    const { pk, sk } = keys.charter(ownerId, from);
    const { Items } = await db.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': pk,
          ':from': sk,
          ':to': keys.charterWithdrawal(ownerId, to).sk,
        },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const withdrawn = new Map<number, number>();
    return (Items ?? []).flatMap((item) => {
      if (item.withdrawnAt === undefined) {
        const withdrawnAt = withdrawn.get(item.version);
        return [
          { ...(withoutKeys(item) as AgreedCharter), ...(withdrawnAt !== undefined && { withdrawnAt }) },
        ];
      }
      withdrawn.set(item.version, item.withdrawnAt);
      return [];
    });
  }
}

export const consentWrites = {
  /** The charter as it is agreed to, and that it is in force: both or neither. */
  agree: (consent: Consent, agreed: AgreedCharter): Write[] => [
    save(consent),
    {
      put: {
        Item: { ...keys.charter(agreed.ownerId, agreed.version), ...agreed },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `version ${agreed.version} of the charter exists already`),
    },
  ],

  withdraw: (consent: Consent, version: number, withdrawnAt: number): Write[] => [
    save(consent),
    {
      put: {
        Item: { ...keys.charterWithdrawal(consent.ownerId, version), version, withdrawnAt },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `version ${version} of the charter was withdrawn already`),
    },
  ],
};

const save = (consent: Consent): Write => ({
  put: {
    Item: { ...keys.consent(consent.ownerId), ...consent },
    ...(consent.changes === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'changes = :before',
          ExpressionAttributeValues: { ':before': consent.changes - 1 },
        }),
  },
  otherwise: new Refusal(
    'changed_meanwhile',
    'Your charters were changed by another call at the same moment. Look at them, and send yours again.',
  ),
});

function withoutKeys({ pk: _pk, sk: _sk, ...kept }: Record<string, unknown>): Record<string, unknown> {
  return kept;
}
