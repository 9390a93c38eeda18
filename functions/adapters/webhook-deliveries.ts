import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Delivery } from '../../shared/webhook-delivery.ts';
import type { WebhookEvent } from '../../shared/webhook-event.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import type { EndpointName } from './webhook-endpoints.ts';

export type DeliveryName = EndpointName & { deliveryId: string };

export function webhookDeliveriesIn(db: DynamoDBDocumentClient, tableName: string) {
  const find = async (name: DeliveryName): Promise<Delivery | undefined> => {
    const Key = keys.webhookDelivery(name);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item && deliveryFrom(Item);
  };
  return {
    find,

    /** Refuses with not_found, also where another customer or another endpoint has it. */
    async get(name: DeliveryName): Promise<Delivery> {
      const delivery = await find(name);
      if (!delivery)
        throw new Refusal('not_found', `No webhook delivery found with id '${name.deliveryId}'.`);
      return delivery;
    },

    /** Those of one endpoint, newest first, at most `limit`, after the one named `after`. */
    async list(
      { customerId, endpointId }: EndpointName,
      { limit, after }: { limit: number; after?: string | undefined },
    ): Promise<Delivery[]> {
      const keyOf = (deliveryId: string) => keys.webhookDelivery({ customerId, endpointId, deliveryId });
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :deliveries)',
          ExpressionAttributeValues: { ':pk': keyOf('').pk, ':deliveries': keyOf('').sk },
          ScanIndexForward: false,
          Limit: limit,
          ...(after && { ExclusiveStartKey: keyOf(after) }),
        }),
      );
      return Items.map(deliveryFrom);
    },

    /** Whether an event's deliveries have been made, however many they were. */
    async isAnnounced(customerId: string, { eventId }: WebhookEvent): Promise<boolean> {
      const Key = keys.webhookEvent(customerId, eventId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item !== undefined;
    },

    /** Deliveries whose next attempt is due, the longest overdue first, a page at a time. Eventually consistent. */
    async *due(now: number): AsyncGenerator<DeliveryName[]> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :open AND indexSk <= :now',
          ExpressionAttributeValues: {
            ':open': indexKeys.openDelivery(now).indexPk,
            ':now': indexKeys.openDelivery(now).indexSk,
          },
        },
      );
      for await (const { Items = [] } of pages) yield Items.map(nameFrom);
    },
  };
}

/** For how long a customer can look at a delivery, and replay it. */
const keptSeconds = 30 * 86_400;

/** Longer than any batch's money takes to come to rest: until then the sweep may ask for the announcement again. */
const eventKeptSeconds = 90 * 86_400;

export const webhookDeliveryWrites = {
  /**
   * An event and all its deliveries, or nothing: a second announcement is refused with conflict, so none is made
   * twice.
   */
  announce: (customerId: string, event: WebhookEvent, deliveries: readonly Delivery[]): Write[] => [
    {
      put: {
        Item: {
          ...keys.webhookEvent(customerId, event.eventId),
          ...event,
          expiresAtSeconds: Math.ceil(event.createdAt / 1_000) + eventKeptSeconds,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `event ${event.eventId} was announced already`),
    },
    ...deliveries.map(webhookDeliveryWrites.create),
  ],

  create: (delivery: Delivery): Write => ({
    put: { Item: itemOf(delivery), ConditionExpression: 'attribute_not_exists(pk)' },
    otherwise: new Refusal('conflict', `delivery ${delivery.deliveryId} exists already`),
  }),

  /** `next` in the place of the one it was decided on. Refused if that was changed meanwhile. */
  save: (next: Delivery): Write => ({
    put: {
      Item: itemOf({ ...next, version: next.version + 1 }),
      ConditionExpression: '#version = :loaded',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':loaded': next.version },
    },
    otherwise: new Refusal('changed_meanwhile', `delivery ${next.deliveryId} was changed meanwhile`),
  }),
};

const itemOf = (delivery: Delivery) => ({
  ...keys.webhookDelivery(delivery),
  ...(delivery.nextAttemptAt !== undefined && indexKeys.openDelivery(delivery.nextAttemptAt)),
  ...delivery,
  expiresAtSeconds: Math.ceil(delivery.scheduledAt / 1_000) + keptSeconds,
});

/** Its key says whose it is: the index holds keys alone. */
function nameFrom({ pk, sk }: Record<string, unknown>): DeliveryName {
  const [, customerId = ''] = String(pk).split('#');
  const [, endpointId = '', deliveryId = ''] = String(sk).split('#');
  return { customerId, endpointId, deliveryId };
}

/** A delivery as it lies in the table, or as a stream record shows it. */
export function deliveryFrom(item: Record<string, unknown>): Delivery {
  const {
    pk: _pk,
    sk: _sk,
    indexPk: _indexPk,
    indexSk: _indexSk,
    expiresAtSeconds: _expiresAtSeconds,
    ...delivery
  } = item as Delivery & Record<string, unknown>;
  return delivery;
}
