import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { z } from 'zod';
import { type MessageOf, messages, type QueueName } from '../../shared/messages.ts';
import { consume } from './consume.ts';
import { type Deps, depsFromEnvironment } from './deps.ts';
import type { Api } from './http.ts';

/*
 * The entry points that AWS calls. Each is made at its first invocation, not at import: a module that also serves the
 * embedded cloud and the tests must load where there is no AWS environment.
 */

/** Handler of the function behind the queue `name`: each message on its own, failures reported one by one. */
export function queueLambda<Name extends QueueName>(
  name: Name,
  functionOf: (deps: Deps) => (message: MessageOf<Name>) => Promise<unknown>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const consumer = once(() => {
    const deps = depsFromEnvironment();
    // TypeScript does not follow a generic index into `messages` to its inferred type.
    const schema = messages[name] as unknown as z.ZodType<MessageOf<Name>>;
    return consume(schema, functionOf(deps), deps.reportFault);
  });
  return async (event) => consumer()(event);
}

/** Handler of a function that a timer calls. */
export function timerLambda(functionOf: (deps: Deps) => () => Promise<unknown>): () => Promise<void> {
  const tick = once(() => functionOf(depsFromEnvironment()));
  return async () => {
    await tick()();
  };
}

/** Handler of a folder's HTTP API. */
export function apiLambda(routerOf: (deps: Deps) => Api) {
  const serve = once(() => handle(routerOf(depsFromEnvironment())));
  return async (event: LambdaEvent, context?: LambdaContext) => serve()(event, context);
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Handler of the table stream's one reader. */
export function streamLambda(
  functionOf: (deps: Deps) => (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>,
) {
  const read = once(() => functionOf(depsFromEnvironment()));
  return async (event: DynamoDBStreamEvent) => read()(event);
}
