import { Readable } from 'node:stream';
import {
  DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { onTestFinished } from 'vitest';
import { tableClientOver } from '../../functions/adapters/table-client.ts';
import type { Gate } from '../sim/model/port.ts';
import type { Table } from './table.ts';

/** Counts of attempts, each beginning at 1: of all calls of the client, and of the same call. */
type Attempt = { ofAll: number; ofCall: number };

type Unlucky = { db: DynamoDBDocumentClient; sent: () => number };

/** A client of the table whose calls are carried out, and some of them answered into the void: the SDK sends again. */
export function clientLosing(table: Table, isLost: (attempt: Attempt) => boolean): Unlucky {
  let sent = 0;
  if (table.clientThrough) {
    const gate: Gate = async (_call, act) => {
      for (let ofCall = 1; ; ofCall++) {
        const answer = outcomeOf(act);
        if (!isLost({ ofAll: ++sent, ofCall })) return answer();
      }
    };
    return { db: table.clientThrough(gate), sent: () => sent };
  }
  const client = new DynamoDBClient(table.connection);
  const attempts = new WeakMap<object, number>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      const ofCall = (attempts.get(context) ?? 0) + 1;
      attempts.set(context, ofCall);
      if (isLost({ ofAll: ++sent, ofCall }))
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return answer;
    },
    { step: 'deserialize', priority: 'low', name: 'losing' },
  );
  onTestFinished(() => client.destroy());
  return { db: tableClientOver(client), sent: () => sent };
}

/** What was answered, for whoever gets to know it. */
function outcomeOf(act: () => unknown): () => unknown {
  try {
    const answer = act();
    return () => answer;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

export type DynamoError = {
  name: string;
  message?: string;
  CancellationReasons?: { Code: string }[];
};

/** A client of the table whose first `times` calls DynamoDB answers with `error` instead of doing them. */
export function clientFailing(
  table: Table,
  times: number,
  { name, ...error }: DynamoError,
  meanwhile?: () => Promise<void>,
): Unlucky {
  let sent = 0;
  if (table.clientThrough) {
    const gate: Gate = async (_call, act) => {
      if (++sent > times) return act();
      await meanwhile?.();
      throw classed({ name, ...error });
    };
    return { db: table.clientThrough(gate), sent: () => sent };
  }
  const client = new DynamoDBClient(table.connection);
  onTestFinished(() => client.destroy());
  client.middlewareStack.add(
    (next) => async (args) => {
      if (++sent > times) return next(args);
      await meanwhile?.();
      const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...error });
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      return { response: { statusCode: 400, headers, body: Readable.from([Buffer.from(body)]) } } as never;
    },
    { step: 'deserialize', priority: 'low', name: 'failing' },
  );
  return { db: tableClientOver(client), sent: () => sent };
}

/** As the SDK makes it of such an answer. */
function classed({ name, message = name, CancellationReasons }: DynamoError): Error {
  const facts = { message, $metadata: { httpStatusCode: 400, attempts: 1 } };
  if (CancellationReasons) return new TransactionCanceledException({ ...facts, CancellationReasons });
  if (name === 'TransactionConflictException') return new TransactionConflictException(facts);
  return new DynamoDBServiceException({ name, $fault: 'client', ...facts });
}
