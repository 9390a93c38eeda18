import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { addAlarms } from './alarms.ts';
import { consoleBehaviors } from './console-pages.ts';
import { deployFunction } from './deploy-function.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { environmentOf, type SignInVariables } from './environment.ts';
import { addFrontDoor } from './front-door.ts';
import { functions } from './functions.ts';
import { putPages } from './put-pages.ts';
import { addQueues } from './queues.ts';
import { addSecrets } from './secrets.ts';
import { addSignIn } from './sign-in.ts';
import { addStorage } from './storage.ts';
import { attachTrigger, type Deployed } from './triggers.ts';

/** `pagesFolder`: where the console's pages were built. */
type Props = StackProps & { pagesFolder: string };

/** One market: its table, buckets, queues, functions, people, front door and console. */
export class MarketStack extends Stack {
  constructor(scope: Construct, id: string, { pagesFolder, ...props }: Props) {
    super(scope, id, props);
    const domain = this.#domain();
    const publicUrl = `https://${domain.name}`;
    const resources = { ...addStorage(this), ...addQueues(this), ...addSecrets(this) };
    const environment = environmentOf(this, resources, publicUrl);
    const deploy = (each: DeployedFunction, told: Partial<SignInVariables>): Deployed => ({
      ...each,
      lambda: deployFunction(this, each, { resources, environment: { ...environment, ...told } }),
    });
    const inside = functions.filter(({ people }) => !people).map((each) => deploy(each, {}));
    const signIn = addSignIn(this, addClaimsOf(inside), publicUrl);
    const forPeople = functions.filter(({ people }) => people).map((each) => deploy(each, signIn.variables));
    const deployed = [...forPeople, ...inside];
    for (const each of deployed) attachTrigger(this, each, resources);
    const pages = consoleBehaviors(this, resources.pages as IBucket, signIn.origins);
    const distribution = addFrontDoor(this, deployed, { ...resources, domain, pages });
    putPages(this, { folder: pagesFolder, bucket: resources.pages, settings: signIn.settings });
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

function addClaimsOf(deployed: readonly Deployed[]): Deployed['lambda'] {
  const found = deployed.find(({ trigger }) => trigger.kind === 'sign-in');
  if (!found) throw new Error('No function in infra/functions/ says who people are to the market.');
  return found.lambda;
}
