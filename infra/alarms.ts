import { CfnOutput, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { pascalCase } from './names.ts';
import type { Queues } from './queues.ts';
import type { Deployed } from './triggers.ts';

const period = Duration.minutes(5);

/**
 * Alarms on what no retry mends: dead letters, failing functions, work that no longer moves. In a stack of their own:
 * there are some three a function, and a stack holds 500 resources. One topic tells of all; it stays with the market,
 * so that its subscribers do.
 */
export function addAlarms(
  scope: Construct,
  deployed: readonly Deployed[],
  { lanes, market, undispatched }: Queues,
): void {
  const topic = addTopic(scope);
  const nested = new NestedStack(scope, 'AlarmStack', { description: 'Alarms, and what they count in logs' });
  const faultsNamespace = `${Stack.of(scope).stackName}/faults`;
  const alarm = (id: string, metric: IMetric, rule: { threshold: number; description: string }) =>
    new Alarm(nested, `${pascalCase(id)}Alarm`, {
      metric,
      threshold: rule.threshold,
      alarmDescription: rule.description,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));

  for (const { name, deadLetters } of [...lanes, ...market, { name: 'stream', deadLetters: undispatched }])
    alarm(
      `${name}-dead`,
      deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      {
        threshold: 0,
        description: `Dead letters of '${name}': read them, mend the fault, then move them back.`,
      },
    );
  for (const { name, queue } of market)
    alarm(`${name}-late`, queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }), {
      threshold: Duration.minutes(30).toSeconds(),
      description: `The queue '${name}' has not moved for 30 minutes.`,
    });
  for (const { name, lambda, trigger } of deployed) {
    alarm(`${name}-faults`, faultsOf(lambda, addReported(nested, faultsNamespace, { name, lambda })), {
      threshold: 0,
      description: `${name} met what it did not expect: its log has the fault in full.`,
    });
    if (trigger.kind === 'stream')
      alarm(`${name}-late`, iteratorAge(lambda.functionName), {
        threshold: Duration.minutes(5).toMilliseconds(),
        description:
          'Changes of the table wait for more than 5 minutes; after 24 hours the stream forgets them.',
      });
  }
}

type Named = Pick<Deployed, 'name' | 'lambda'>;

/** Counts the lines of a function's log that report a fault. */
const addReported = (scope: Construct, metricNamespace: string, { name, lambda }: Named) =>
  new MetricFilter(scope, `${pascalCase(name)}Reported`, {
    logGroup: lambda.logGroup,
    filterPattern: FilterPattern.any(
      FilterPattern.stringValue('$.level', '=', 'ERROR'),
      FilterPattern.stringValue('$.level', '=', 'FATAL'),
    ),
    metricNamespace,
    metricName: name,
    metricValue: '1',
  });

/**
 * Invocations that failed and faults that were caught: an edge that answers 500, or hands one message of ten back to
 * its queue, has not failed as an invocation, but its report is a line of level ERROR.
 */
const faultsOf = (lambda: Deployed['lambda'], reported: MetricFilter): IMetric =>
  new MathExpression({
    expression: 'FILL(failed, 0) + FILL(reported, 0)',
    usingMetrics: {
      failed: lambda.metricErrors({ period }),
      reported: reported.metric({ statistic: 'Sum', period }),
    },
    period,
  });

const iteratorAge = (functionName: string) =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'IteratorAge',
    dimensionsMap: { FunctionName: functionName },
    statistic: 'Maximum',
    period,
  });

function addTopic(scope: Construct): Topic {
  const key = new Key(scope, 'AlarmsKey', {
    description: 'The topic of alarms',
    enableKeyRotation: true,
  });
  // CloudWatch can't publish under the key that AWS keeps for SNS.
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
    }),
  );
  const topic = new Topic(scope, 'Alarms', { masterKey: key, enforceSSL: true });
  new CfnOutput(scope, 'AlarmsTopic', {
    value: topic.topicArn,
    description: 'Subscribe whoever is on call to it.',
  });
  return topic;
}
