import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { FinanceRight } from '../../shared/finance-right.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { credentialWrites } from './credentials.ts';
import { keys } from './keys.ts';
import { itemsUnder } from './read-pages.ts';

/** Somebody of finance, with a key of their own: what is done is done by a person. Times in ms since the epoch. */
export type FinancePerson = {
  personId: string;
  name: string;
  email: string;
  /** In force. */
  may: readonly FinanceRight[];
  /** Comes into force once a second person confirmed it. */
  asked?: readonly FinanceRight[];
  /** Absent in those who were put there by hand: the first two. */
  letInBy?: string;
  confirmedBy?: string;
  keySha256: string;
  createdAt: number;
  revokedAt?: number;
};

export function financePeopleIn(db: DynamoDBDocumentClient, tableName: string) {
  async function find(personId: string): Promise<FinancePerson | undefined> {
    const Key = keys.financePerson(personId);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item && personFrom(Item);
  }

  return {
    find,

    /** Refuses with not_found. */
    async get(personId: string): Promise<FinancePerson> {
      const person = await find(personId);
      if (!person) throw new Refusal('not_found', `There is no person ${personId} in finance.`);
      return person;
    },

    /** Those whose keys were revoked too: the audit trail names them. */
    list: (): Promise<FinancePerson[]> =>
      Array.fromAsync(itemsUnder(db, tableName, keys.financePerson('')), personFrom),
  };
}

/** Each returns a change's whole effect: the person, and the key that speaks for them. */
export const financePersonWrites = {
  /** `revoked`: the same person as was known, whose key was revoked. */
  create: (person: FinancePerson, revoked?: FinancePerson): Write[] => [
    {
      put: {
        Item: { ...keys.financePerson(person.personId), ...person },
        ConditionExpression: revoked ? 'revokedAt = :revokedAt' : 'attribute_not_exists(pk)',
        ...(revoked && { ExpressionAttributeValues: { ':revokedAt': revoked.revokedAt } }),
      },
      otherwise: new Refusal('conflict', `person ${person.personId} exists already`),
    },
    credentialWrites.create(person.keySha256, {
      role: 'finance',
      principalId: person.personId,
      may: person.may,
    }),
  ],

  /** What was asked for this very key is in force from the next call on. */
  confirm: ({ personId, keySha256, asked }: FinancePerson, confirmedBy: string): Write[] => [
    {
      update: {
        Key: keys.financePerson(personId),
        UpdateExpression: 'SET may = asked, confirmedBy = :by REMOVE asked',
        ConditionExpression:
          'attribute_exists(asked) AND keySha256 = :key AND attribute_not_exists(revokedAt)',
        ExpressionAttributeValues: { ':by': confirmedBy, ':key': keySha256 },
      },
      otherwise: new Refusal('changed_meanwhile', `${personId} was confirmed or revoked meanwhile.`),
    },
    credentialWrites.allow(keySha256, asked ?? []),
  ],

  /** Once: whoever is revoked stays so, since when it was. */
  revoke: ({ personId, keySha256 }: FinancePerson, now: number): Write[] => [
    {
      update: {
        Key: keys.financePerson(personId),
        UpdateExpression: 'SET revokedAt = :now',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
        ExpressionAttributeValues: { ':now': now },
      },
      otherwise: new Refusal('changed_meanwhile', `The key of ${personId} is revoked already.`),
    },
    credentialWrites.end(keySha256, 'revoked', now),
  ],
};

function personFrom(item: Record<string, unknown>): FinancePerson {
  const { pk: _pk, sk: _sk, ...person } = item as FinancePerson & Record<string, unknown>;
  return person;
}
