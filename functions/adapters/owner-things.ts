import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import { keys } from './keys.ts';

export type Thing = { id: string; kind: string } & Record<string, unknown>;
type Page = { data: Thing[]; hasMore: boolean };
type Asked = { after: string | undefined; limit: number };

/** In this order: the owner's own things, how their accounts stand, and the accounts' entries. */
const sections = ['own', 'balance', 'ledger'] as const;
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
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: `pk = :pk${after === undefined ? '' : ' AND sk > :after'}`,
        ExpressionAttributeValues: {
          ':pk': partitionOf(ownerId, section),
          ...(after !== undefined && { ':after': after }),
        },
        ConsistentRead: true,
        Limit: limit,
      }),
    );
    const things = Items.map(async (item) =>
      thingFrom(`${section}:${item.sk}`, kindOf(item, section), await whole(item)),
    );
    return { data: await Promise.all(things), hasMore: LastEvaluatedKey !== undefined };
  }

  /** An owner's list of vehicles knows their ids alone. With it comes how the vehicle was last heard from. */
  async function whole(item: Record<string, unknown>): Promise<Record<string, unknown>> {
    if (!isVehicle(item)) return item;
    const vehicleId = String(item.vehicleId);
    const [vehicle = item, presence] = await Promise.all([
      read(keys.vehicle(vehicleId)),
      read(keys.presence(vehicleId)),
    ]);
    return { ...vehicle, ...(presence && { presence }) };
  }

  async function read(Key: Record<string, string>) {
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key }));
    return Item;
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

function partitionOf(ownerId: string, section: Section): string {
  switch (section) {
    case 'own':
      return keys.owner(ownerId).pk;
    case 'balance':
      return keys.ownerBalance(ownerId).pk;
    case 'ledger':
      return keys.earned(ownerId, '').pk;
  }
}

const isVehicle = ({ sk }: Record<string, unknown>) => String(sk).startsWith('VEHICLE#');
function kindOf({ sk }: Record<string, unknown>, section: Section): string {
  if (section === 'own') return String(sk).split('#')[0]?.toLowerCase() ?? '';
  return String(sk).startsWith(keys.earned('', '').sk) ? 'earned' : section;
}

function thingFrom(id: string, kind: string, item: Record<string, unknown>): Thing {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, kind: entryKind, ...stored } = item;
  return { ...stored, ...(entryKind !== undefined && { entryKind }), id, kind };
}
