import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import { type WebhookEndpoint, webhookLimits } from '../../shared/webhook-endpoint.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export type EndpointName = { customerId: string; endpointId: string };

export function webhookEndpointsIn(db: DynamoDBDocumentClient, tableName: string) {
  const find = async ({ customerId, endpointId }: EndpointName): Promise<WebhookEndpoint | undefined> => {
    const Key = keys.webhookEndpoint(customerId, endpointId);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item && !Item.deletedAt ? endpointFrom(Item) : undefined;
  };
  return {
    find,

    /** Refuses with not_found, also where another customer has it or it was deleted. */
    async get(name: EndpointName): Promise<WebhookEndpoint> {
      const endpoint = await find(name);
      if (!endpoint) throw missing(name.endpointId);
      return endpoint;
    },

    /** All of a customer's, newest first: they are few. */
    async of(customerId: string): Promise<WebhookEndpoint[]> {
      const found: WebhookEndpoint[] = [];
      let ExclusiveStartKey: Record<string, string> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :webhooks)',
            FilterExpression: 'attribute_not_exists(deletedAt)',
            ExpressionAttributeValues: {
              ':pk': keys.webhookEndpoint(customerId, '').pk,
              ':webhooks': keys.webhookEndpoint(customerId, '').sk,
            },
            ScanIndexForward: false,
            ConsistentRead: true,
            ExclusiveStartKey,
          }),
        );
        found.push(...Items.map(endpointFrom));
        ExclusiveStartKey = LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return found;
    },
  };
}

/** How long a deleted endpoint's item outlives it, without its secret: a delivery on its way finds it deleted. */
const tombstoneSeconds = 7 * 86_400;

/** `undefined` removes what was there. */
type Changes = { [Name in keyof WebhookEndpoint]?: WebhookEndpoint[Name] | undefined };
type Health = Pick<WebhookEndpoint, 'state' | 'stateReason' | 'failingSince'>;

export const webhookEndpointWrites = {
  /** Refused with invalid_request where the customer has as many as there may be. */
  create: (endpoint: WebhookEndpoint): Write[] => [
    {
      update: {
        Key: keys.webhookCount(endpoint.customerId),
        UpdateExpression: 'SET endpoints = if_not_exists(endpoints, :none) + :one',
        ConditionExpression: 'attribute_not_exists(endpoints) OR endpoints < :most',
        ExpressionAttributeValues: { ':none': 0, ':one': 1, ':most': webhookLimits.endpoints },
      },
      otherwise: new Refusal(
        'invalid_request',
        `You have ${webhookLimits.endpoints} webhook endpoints, and more are not possible: delete one first.`,
      ),
    },
    {
      put: {
        Item: { ...keys.webhookEndpoint(endpoint.customerId, endpoint.endpointId), ...endpoint },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `webhook endpoint ${endpoint.endpointId} exists already`),
    },
  ],

  /** What the customer set. Refused if another call set something since it was loaded. */
  change: (endpoint: WebhookEndpoint, next: WebhookEndpoint): Write => ({
    update: {
      ...setting(endpoint, { ...changesTo(endpoint, next), version: endpoint.version + 1 }, 'version'),
      ConditionExpression: 'attribute_not_exists(deletedAt) AND #version = :loaded',
    },
    otherwise: new Refusal(
      'conflict',
      `The webhook endpoint ${endpoint.endpointId} was changed meanwhile; look at it and try again.`,
    ),
  }),

  /** What an attempt told. Refused if the customer or another attempt changed something of it meanwhile. */
  note: (endpoint: WebhookEndpoint, health: Health): Write => ({
    update: {
      ...setting(
        endpoint,
        { state: health.state, stateReason: health.stateReason, failingSince: health.failingSince },
        'state',
      ),
      ConditionExpression: 'attribute_not_exists(deletedAt) AND #state = :loaded',
    },
    otherwise: new Refusal('changed_meanwhile', `webhook endpoint ${endpoint.endpointId} changed meanwhile`),
  }),

  delete: ({ customerId, endpointId }: WebhookEndpoint, now: number): Write[] => [
    {
      update: {
        Key: keys.webhookEndpoint(customerId, endpointId),
        UpdateExpression:
          'SET deletedAt = :now, expiresAtSeconds = :expiry REMOVE wrappedSecret, previousWrappedSecret',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
        ExpressionAttributeValues: { ':now': now, ':expiry': Math.ceil(now / 1_000) + tombstoneSeconds },
      },
      otherwise: missing(endpointId),
    },
    {
      update: {
        Key: keys.webhookCount(customerId),
        UpdateExpression: 'SET endpoints = endpoints - :one',
        ConditionExpression: 'endpoints > :none',
        ExpressionAttributeValues: { ':one': 1, ':none': 0 },
      },
      otherwise: new Refusal('conflict', `customer ${customerId} has no webhook endpoint to delete`),
    },
  ],
};

/** Only what differs, so that what an attempt told meanwhile stays. */
const changesTo = (endpoint: WebhookEndpoint, next: WebhookEndpoint): Changes =>
  Object.fromEntries(
    [...new Set([...Object.keys(endpoint), ...Object.keys(next)])]
      .map((name) => [name, next[name as keyof WebhookEndpoint]] as const)
      .filter(([name, value]) => value !== endpoint[name as keyof WebhookEndpoint]),
  );

/** Sets what has a value and removes what is undefined; `:loaded` is the value of `guard` that was decided on. */
function setting(
  endpoint: WebhookEndpoint,
  fields: Changes,
  guard: 'version' | 'state',
): {
  Key: Record<string, string>;
  UpdateExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, unknown>;
} {
  const given = Object.entries(fields);
  const set = given.filter(([, value]) => value !== undefined);
  const removed = given.filter(([, value]) => value === undefined).map(([name]) => `#${name}`);
  return {
    Key: keys.webhookEndpoint(endpoint.customerId, endpoint.endpointId),
    UpdateExpression: [
      `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ':loaded': endpoint[guard],
    },
  };
}

const missing = (endpointId: string) =>
  new Refusal('not_found', `No webhook endpoint found with id '${endpointId}'.`);

function endpointFrom(item: Record<string, unknown>): WebhookEndpoint {
  const { pk: _pk, sk: _sk, ...endpoint } = item as WebhookEndpoint & Record<string, unknown>;
  const { wrappedSecret, previousWrappedSecret } = endpoint;
  return {
    ...endpoint,
    wrappedSecret: new Uint8Array(wrappedSecret),
    ...(previousWrappedSecret && { previousWrappedSecret: new Uint8Array(previousWrappedSecret) }),
  };
}
