import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { allLanes, laneName } from '../../shared/lane.ts';
import { synthesized } from './synthesized.ts';

const { template, lanes, alarms, putPages } = synthesized();

test('every lane that a task can lie in has its queue, and each model dead letters with an alarm', () => {
  for (const { id } of catalogue) {
    const [deadId] = Object.keys(
      lanes.findResources('AWS::SQS::Queue', { Properties: { QueueName: `parkade-lanes-${id}-dead` } }),
    );
    expect(deadId).toBeDefined();
    for (const lane of allLanes([id]))
      lanes.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `parkade-${laneName(lane)}`,
        SqsManagedSseEnabled: true,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadId, 'Arn'] } },
      });
    alarms.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      AlarmDescription: Match.stringLikeRegexp(`'lanes-${id}'`),
    });
  }
});

test('no stack comes near to the 500 resources and 200 parameters that CloudFormation takes', () => {
  template.resourceCountIs('AWS::CloudFormation::Stack', 3);
  for (const each of [template, lanes, alarms, putPages]) {
    const { Resources, Parameters = {} } = each.toJSON();
    expect(Object.keys(Resources).length).toBeLessThanOrEqual(420);
    expect(Object.keys(Parameters).length).toBeLessThanOrEqual(180);
  }
});

test('a queue name is one that SQS takes', () => {
  const named = [template, lanes].flatMap((each) => Object.values(each.findResources('AWS::SQS::Queue')));
  expect(named.length).toBeGreaterThan(allLanes(['m']).length);
  for (const { Properties } of named) expect(Properties.QueueName).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
});
