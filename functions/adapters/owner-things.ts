import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { indexKeys, keys } from './keys.ts';

export type Thing = { id: string; kind: string } & Record<string, unknown>;
type Page = { data: Thing[]; hasMore: boolean };
type Asked = { after: string | undefined; limit: number };

/** In this order: the owner's own things, the entries of their accounts, what they earned. */
const sections = ['own', 'ledger', 'earned'] as const;
type Section = (typeof sections)[number];

/** Everything that the table holds of one owner, as it is stored, page by page. */
export function ownerThingsIn(db: DynamoDBDocumentClient, tableName: string) {
  const partitionOf = (ownerId: string, section: Section) =>
    ({
      own: { pk: 'pk', sk: 'sk', value: keys.owner(ownerId).pk },
      ledger: { pk: 'pk', sk: 'sk', value: `LEDGER#owner/${ownerId}` },
      earned: { pk: 'indexPk', sk: 'indexSk', value: indexKeys.earned(ownerId, '').indexPk },
    })[section];

  async function pageOf(ownerId: string, section: Section, { after, limit }: Asked): Promise<Page> {
    const { pk, sk, value } = partitionOf(ownerId, section);
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: tableName,
        ...(section === 'earned' ? { IndexName: 'index' } : { ConsistentRead: true }),
        KeyConditionExpression: after === undefined ? `${pk} = :pk` : `${pk} = :pk AND ${sk} > :after`,
        ExpressionAttributeValues: { ':pk': value, ...(after !== undefined && { ':after': after }) },
        Limit: limit,
      }),
    );
    const data = await Promise.all(
      Items.map(async (item) => {
        const id = `${section}:${item[sk]}`;
        const stored = section === 'own' && !isVehicle(item) ? item : await whole(item);
        return thingFrom(id, section === 'own' ? kindOf(item) : section, stored);
      }),
    );
    return { data, hasMore: LastEvaluatedKey !== undefined };
  }

  /** The index knows keys alone, and an owner's list of vehicles their ids. */
  async function whole(item: Record<string, unknown>): Promise<Record<string, unknown>> {
    const Key = isVehicle(item) ? keys.vehicle(String(item.vehicleId)) : { pk: item.pk, sk: item.sk };
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key }));
    return Item ?? item;
  }

  return {
    async page(ownerId: string, { after, limit }: Asked): Promise<Page> {
      const [named = 'own', ...rest] = after?.split(':') ?? [];
      const from = Math.max(0, sections.indexOf(named as Section));
      const data: Thing[] = [];
      for (const [at, section] of sections.entries()) {
        if (at < from) continue;
        if (data.length === limit) return { data, hasMore: true };
        const within = at === from && rest.length > 0 ? rest.join(':') : undefined;
        const page = await pageOf(ownerId, section, { after: within, limit: limit - data.length });
        data.push(...page.data);
        if (page.hasMore) return { data, hasMore: true };
      }
      return { data, hasMore: false };
    },
  };
}

const isVehicle = ({ sk }: Record<string, unknown>) => String(sk).startsWith('VEHICLE#');
const kindOf = ({ sk }: Record<string, unknown>) => String(sk).split('#')[0]?.toLowerCase() ?? '';

function thingFrom(id: string, kind: string, item: Record<string, unknown>): Thing {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, kind: entryKind, ...stored } = item;
  return { ...stored, ...(entryKind !== undefined && { entryKind }), id, kind };
}
