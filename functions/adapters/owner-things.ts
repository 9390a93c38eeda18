import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import { indexKeys, keys } from './keys.ts';

export type Thing = { id: string; kind: string } & Record<string, unknown>;
type Page = { data: Thing[]; hasMore: boolean };
type Asked = { after: string | undefined; limit: number };

/** In this order: the owner's own things, the entries of their accounts, what they earned. */
const sections = ['own', 'ledger', 'earned'] as const;
type Section = (typeof sections)[number];

/** Everything that the table holds of one owner, as it is stored, page by page. */
export function ownerThingsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async page(ownerId: string, { after, limit }: Asked): Promise<Page> {
      const { from, within } = placeOf(after);
      const data: Thing[] = [];
      for (const [at, section] of sections.slice(from).entries()) {
        if (data.length === limit) return { data, hasMore: true };
        const page = await pageOf(ownerId, section, {
          after: at === 0 ? within : undefined,
          limit: limit - data.length,
        });
        data.push(...page.data);
        if (page.hasMore) return { data, hasMore: true };
      }
      return { data, hasMore: false };
    },
  };

  async function pageOf(ownerId: string, section: Section, { after, limit }: Asked): Promise<Page> {
    const { pk, sk, value, ...how } = partitionOf(ownerId, section);
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: tableName,
        ...how,
        KeyConditionExpression: `${pk} = :pk${after === undefined ? '' : ` AND ${sk} > :after`}`,
        ExpressionAttributeValues: { ':pk': value, ...(after !== undefined && { ':after': after }) },
        Limit: limit,
      }),
    );
    const things = Items.map(async (item) =>
      thingFrom(
        `${section}:${item[sk]}`,
        section === 'own' ? kindOf(item) : section,
        await whole(item, section),
      ),
    );
    return { data: await Promise.all(things), hasMore: LastEvaluatedKey !== undefined };
  }

  /** The index knows keys alone, and an owner's list of vehicles their ids. */
  async function whole(item: Record<string, unknown>, section: Section): Promise<Record<string, unknown>> {
    if (section !== 'earned' && !isVehicle(item)) return item;
    const Key = isVehicle(item) ? keys.vehicle(String(item.vehicleId)) : { pk: item.pk, sk: item.sk };
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key }));
    return Item ?? item;
  }
}

/** `ledger:ENTRY#…`, the id of the last thing of the page before. */
function placeOf(after: string | undefined): { from: number; within: string | undefined } {
  if (after === undefined) return { from: 0, within: undefined };
  const [section, ...within] = after.split(':');
  const from = sections.indexOf(section as Section);
  if (from < 0 || within.length === 0)
    throw new Refusal('invalid_request', 'after: give the last_id of the page before, or leave it out.', {
      param: 'after',
    });
  return { from, within: within.join(':') };
}

function partitionOf(ownerId: string, section: Section) {
  const inTable = { pk: 'pk', sk: 'sk', ConsistentRead: true };
  switch (section) {
    case 'own':
      return { ...inTable, value: keys.owner(ownerId).pk };
    case 'ledger':
      return { ...inTable, value: `LEDGER#owner/${ownerId}` };
    case 'earned':
      return {
        pk: 'indexPk',
        sk: 'indexSk',
        IndexName: 'index',
        value: indexKeys.earned(ownerId, '').indexPk,
      };
  }
}

const isVehicle = ({ sk }: Record<string, unknown>) => String(sk).startsWith('VEHICLE#');
const kindOf = ({ sk }: Record<string, unknown>) => String(sk).split('#')[0]?.toLowerCase() ?? '';

function thingFrom(id: string, kind: string, item: Record<string, unknown>): Thing {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, kind: entryKind, ...stored } = item;
  return { ...stored, ...(entryKind !== undefined && { entryKind }), id, kind };
}
