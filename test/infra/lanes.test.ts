import { rmSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, expect, test } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { allLanes, laneName } from '../../shared/lane.ts';
import { synthesize } from './synthesized.ts';

const { outdir, template, nested } = synthesize();
afterAll(() => rmSync(outdir, { recursive: true }));

test('every lane that a task can lie in has its queue, and each model dead letters with an alarm', () => {
  const [lanes] = nested;
  for (const { id } of catalogue) {
    const [deadId] = Object.keys(
      lanes?.findResources('AWS::SQS::Queue', { Properties: { QueueName: `parkade-lanes-${id}-dead` } }) ??
        {},
    );
    expect(deadId).toBeDefined();
    for (const lane of allLanes([id]))
      lanes?.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `parkade-${laneName(lane)}`,
        SqsManagedSseEnabled: true,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadId, 'Arn'] } },
      });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      AlarmDescription: Match.stringLikeRegexp(`'lanes-${id}'`),
    });
  }
});

test('no stack holds more than the 500 resources that CloudFormation takes', () => {
  expect(nested).toHaveLength(1);
  for (const each of [template, ...nested])
    expect(Object.keys(each.toJSON().Resources).length).toBeLessThanOrEqual(500);
});

test('a queue name is one that SQS takes', () => {
  const named = [template, ...nested].flatMap((each) => Object.values(each.findResources('AWS::SQS::Queue')));
  expect(named.length).toBeGreaterThan(allLanes(['m']).length);
  for (const { Properties } of named) expect(Properties.QueueName).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
});
