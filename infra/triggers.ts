import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import {
  FilterCriteria,
  FilterRule,
  type Function as LambdaFn,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { followedRecords } from '../shared/followed-records.ts';
import type { DeployedFunction, Trigger } from './deployed-function.ts';
import type { Resources } from './grants.ts';
import { pascalCase } from './names.ts';

export type Deployed = DeployedFunction & { lambda: LambdaFn };

/** Connects a function to its queue, stream or timer. Function URLs are the front door's; Cognito has its own. */
export function attachTrigger(
  scope: Construct,
  { name, trigger, lambda }: Deployed,
  resources: Resources,
): void {
  switch (trigger.kind) {
    case 'queue':
      lambda.addEventSource(queueSource(trigger, resources));
      return;
    case 'stream':
      lambda.addEventSource(streamSource(trigger, resources));
      return;
    case 'timer':
      lambda.configureAsyncInvoke({ retryAttempts: trigger.retries });
      new Rule(scope, `${pascalCase(name)}Timer`, {
        schedule: Schedule.expression(trigger.schedule),
        targets: [new LambdaFunction(lambda, { retryAttempts: trigger.retries })],
      });
      return;
    case 'url':
    case 'sign-in':
      return;
  }
}

type TriggerOf<Kind extends Trigger['kind']> = Extract<Trigger, { kind: Kind }>;

function queueSource(trigger: TriggerOf<'queue'>, { market }: Resources) {
  const { queue, batchSize, maxConcurrency, windowSeconds } = trigger;
  const source = market.find(({ name }) => name === queue);
  if (!source) throw new Error(`There is no queue '${queue}' in shared/messages.ts.`);
  return new SqsEventSource(source.queue, {
    batchSize,
    maxConcurrency,
    reportBatchItemFailures: true,
    ...(windowSeconds !== undefined && { maxBatchingWindow: Duration.seconds(windowSeconds) }),
  });
}

/** A change of anything else does not call (and is not paid for). */
const isFollowed = followedRecords.flatMap((word) => [
  ...FilterRule.beginsWith(`${word}#`),
  ...FilterRule.isEqual(word),
]);

/**
 * The stream's one reader. What it could not dispatch after all retries goes to a queue with an alarm, and the
 * stream moves on: the sweep finds what was left behind in the table.
 */
function streamSource({ batchSize, windowSeconds, retries }: TriggerOf<'stream'>, resources: Resources) {
  return new DynamoEventSource(resources.table as ITable, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize,
    maxBatchingWindow: Duration.seconds(windowSeconds),
    bisectBatchOnError: true,
    // One filter of many prefixes: of filters, five are the limit.
    filters: [
      FilterCriteria.filter({
        dynamodb: {
          Keys: { sk: { S: isFollowed } },
        },
      }),
    ],
    reportBatchItemFailures: true,
    retryAttempts: retries,
    onFailure: new SqsDlq(resources.undispatched),
  });
}
