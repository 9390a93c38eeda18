import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Hono } from 'hono';
import { handle, streamHandle } from 'hono/aws-lambda';
import type { z } from 'zod';
import { type MessageOf, messages, type QueueName } from '../../shared/messages.ts';
import { consume, messagesAtOnce } from './consume.ts';
import { consumeTogether } from './consume-together.ts';
import { type Deps, depsFromEnvironment } from './deps.ts';
import { faultBodyOf } from './error-body.ts';
import type { Api } from './http.ts';
import { realWorld } from './world.ts';

/*
 * The entry points that AWS calls. Each is made at its first invocation, not at import: a module that also serves the
 * embedded cloud and the tests must load where there is no AWS environment.
 */

/** Handler of the function behind the queue `name`: each message on its own, failures reported one by one. */
export function queueLambda<Name extends QueueName>(
  name: Name,
  functionOf: (deps: Deps) => (message: MessageOf<Name>) => Promise<unknown>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const consumer = once((deps) => {
    // TypeScript does not follow a generic index into `messages` to its inferred type.
    const schema = messages[name] as unknown as z.ZodType<MessageOf<Name>>;
    return consume(schema, functionOf(deps), deps.reportFault, messagesAtOnce[name]);
  });
  return async (event) => (await consumer())(event);
}

/** As `queueLambda`, of a function that handles all messages of a call as one. */
export function queueTogetherLambda<Name extends QueueName>(
  name: Name,
  functionOf: (deps: Deps) => (messages: readonly MessageOf<Name>[]) => Promise<unknown>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const consumer = once((deps) => {
    const schema = messages[name] as unknown as z.ZodType<MessageOf<Name>>;
    return consumeTogether(schema, functionOf(deps), deps.reportFault);
  });
  return async (event) => (await consumer())(event);
}

/** Handler of a function that a timer calls. */
export function timerLambda(functionOf: (deps: Deps) => () => Promise<unknown>): () => Promise<void> {
  const tick = once(functionOf);
  return async () => {
    await (await tick())();
  };
}

/** Handler of the table stream's one reader. */
export function streamLambda(
  functionOf: (deps: Deps) => (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>,
) {
  const read = once(functionOf);
  return async (event: DynamoDBStreamEvent) => (await read())(event);
}

/** Handler of a folder's HTTP API. */
export const apiLambda = (routerOf: (deps: Deps) => Api) => handle(doorTo(routerOf));

/**
 * Handler of an HTTP API whose answers are passed on as they are written. Only where infra/ says so: the function's
 * URL must be told too. AWS's Node runtime alone has what this needs, at import.
 */
export const streamedApiLambda = (routerOf: (deps: Deps) => Api) => streamHandle(doorTo(routerOf));

/** The API, made for the first call. */
function doorTo(routerOf: (deps: Deps) => Api): Hono {
  const router = once(routerOf);
  const door = new Hono();
  door.all('*', async (c) => (await router()).fetch(c.req.raw));
  door.onError((error, c) => {
    const requestId = `req_${crypto.randomUUID()}`;
    realWorld.reportFault(error, `start of the function, ${requestId}`);
    return c.json(faultBodyOf(requestId), 500);
  });
  return door;
}

/** What an instance makes for its first invocation and keeps; a start that failed is tried again by the next. */
function once<Made>(make: (deps: Deps) => Made): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  const start = async () => make(await depsFromEnvironment());
  return () => {
    made ??= start().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
