import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { DeployedFunction } from './deployed-function.ts';
import { type Environment, type SignInVariables, secretNamesFor } from './environment.ts';
import { grant, type Resources } from './grants.ts';
import { pascalCase } from './names.ts';

type Surroundings = { resources: Resources; environment: Environment & Partial<SignInVariables> };

/** One function with a role and a log group of its own. What calls it is attached later (triggers, front door). */
export function deployFunction(
  scope: Construct,
  spec: DeployedFunction,
  { resources, environment }: Surroundings,
): NodejsFunction {
  const id = pascalCase(spec.name);
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = addRole(scope, `${id}Role`, logGroup);
  grant(role, spec, resources);
  return new NodejsFunction(scope, id, {
    description: `${spec.entry} (Parkade)`,
    entry: pathInRepository(spec.entry),
    handler: 'handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: spec.memoryMegabytes ?? 512,
    timeout: Duration.seconds(spec.timeoutSeconds),
    ...(spec.reservedConcurrency !== undefined && { reservedConcurrentExecutions: spec.reservedConcurrency }),
    role,
    logGroup,
    // Each line then has a level of its own, which the alarms count.
    loggingFormat: LoggingFormat.JSON,
    tracing: Tracing.ACTIVE,
    environment: { ...environment, ...secretNamesFor(spec, resources) },
    // A setting of SDK v2.
    awsSdkConnectionReuse: false,
    projectRoot: pathInRepository(''),
    depsLockFilePath: pathInRepository('package-lock.json'),
    bundling: {
      format: OutputFormat.ESM,
      target: 'node24',
      minify: true,
      sourceMap: true,
      // The stack trace needs lines and names, not the sources: they would triple the bundle.
      sourcesContent: false,
      // The SDK that was tested is the SDK that runs.
      bundleAwsSDK: true,
      logLevel: LogLevel.WARNING,
      ...(spec.alongside && besideBundle(spec.alongside)),
      mainFields: ['module', 'main'],
      // CommonJS packages inside the bundle call `require` for Node's own modules.
      banner:
        "import { createRequire as requireFrom } from 'node:module';const require = requireFrom(import.meta.url);",
    },
  });
}

const besideBundle = ({ script, insteadOf }: NonNullable<DeployedFunction['alongside']>) => ({
  externalModules: [insteadOf],
  commandHooks: {
    beforeInstall: () => [],
    beforeBundling: () => [],
    afterBundling: (_inputFolder: string, outputFolder: string) => [
      `"${process.execPath}" "${pathInRepository(script)}" "${outputFolder}"`,
    ],
  },
});

function addRole(scope: Construct, id: string, logGroup: LogGroup): Role {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'xray:PutTraceSegments and dynamodb:ListStreams know no resources; nothing else here has this one.',
  });
  return role;
}

const pathInRepository = (path: string) => new URL(`../${path}`, import.meta.url).pathname;
