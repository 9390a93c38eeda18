import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Physical names begin with the stack's, so that a second market fits beside the first in one account. */
export const queuePrefix = (scope: Construct): string => `${Stack.of(scope).stackName}-`;

/** `plan-batch` -> `PlanBatch`, as CloudFormation's logical ids are written. */
export const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
