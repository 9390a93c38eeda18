import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Kept as long as SQS keeps anything, so that a fault found on Monday still has its messages. */
export function addDeadLetters(scope: Construct, name: string, prefix: string): Queue {
  return new Queue(scope, name, {
    queueName: prefix + name,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
}
