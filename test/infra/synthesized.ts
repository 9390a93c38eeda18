import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { parkadeApp } from '../../infra/parkade-app.ts';

export type Resource = { Type: string; Properties: Record<string, unknown> };

/**
 * The deployment, synthesized into a new folder of its own (the caller removes it). Nothing is bundled: what is
 * deployed is looked at here, and `npm run synth` bundles it.
 */
export function synthesize() {
  const outdir = mkdtempSync(join(tmpdir(), 'parkade-synth-'));
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
  const app = parkadeApp({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const template = Template.fromJSON(app.synth().getStackByName('parkade').template);
  const nestedIn = (name: string) => {
    const file = readdirSync(outdir).find((each) => each.startsWith(`parkade${name}`)) ?? '';
    return Template.fromJSON(JSON.parse(readFileSync(join(outdir, file), 'utf8')));
  };
  const resourcesOf = (of: Template, type: string): [string, Resource][] =>
    Object.entries(of.findResources(type)) as never;
  const alarms = nestedIn('AlarmStack');
  const handedIn = Object.assign(
    {},
    ...resourcesOf(template, 'AWS::CloudFormation::Stack').map(([, { Properties }]) => Properties.Parameters),
  );
  return {
    app,
    outdir,
    template,
    /** The stacks within it. */
    lanes: nestedIn('Lanes'),
    alarms,
    /** How an alarm names what the stack around it hands in. */
    inAlarms: (value: unknown): { Ref: string } => {
      const [name] = Object.entries(handedIn).find(([, each]) => isDeepStrictEqual(each, value)) ?? [];
      if (name === undefined) throw new Error(`No alarm is handed ${JSON.stringify(value)}`);
      return { Ref: name };
    },
    /** Logical id and resource of all resources of a type; but for lanes and alarms. */
    all: (type: string) => resourcesOf(template, type),
  };
}
