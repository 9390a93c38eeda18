import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addAlarms } from './alarms.ts';
import { deployFunction } from './deploy-function.ts';
import { environmentOf } from './environment.ts';
import { addFrontDoor } from './front-door.ts';
import { functions } from './functions.ts';
import { addQueues } from './queues.ts';
import { addSecrets } from './secrets.ts';
import { addStorage } from './storage.ts';
import { attachTrigger } from './triggers.ts';

/** One market: its table, buckets, queues, functions and front door. */
export class MarketStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const domain = this.#domain();
    const resources = { ...addStorage(this), ...addQueues(this), ...addSecrets(this) };
    const environment = environmentOf(this, resources, `https://${domain.name}`);
    const deployed = functions.map((each) => ({
      ...each,
      lambda: deployFunction(this, each, { resources, environment }),
    }));
    for (const each of deployed) attachTrigger(this, each, resources);
    const distribution = addFrontDoor(this, deployed, { ...resources, domain });
    addAlarms(this, deployed, resources);
    new CfnOutput(this, 'FrontDoor', {
      value: distribution.distributionDomainName,
      description: 'Point the domain (CNAME or alias record) at this name.',
    });
  }

  /**
   * Parameters, not context: synthesis needs neither, and CloudFormation refuses a deployment without them. The
   * functions sign and check URLs under the public name, which they can't take from the distribution: it comes
   * after them.
   */
  #domain() {
    const name = new CfnParameter(this, 'DomainName', {
      description: "The market's public host name, such as api.example.com.",
      allowedPattern: '[a-z0-9-]+(\\.[a-z0-9-]+)+',
    });
    const certificateArn = new CfnParameter(this, 'CertificateArn', {
      description: 'Its certificate in AWS Certificate Manager, in us-east-1 as CloudFront asks.',
      allowedPattern: 'arn:aws:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]+',
    });
    return { name: name.valueAsString, certificateArn: certificateArn.valueAsString };
  }
}
