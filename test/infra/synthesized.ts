import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { parkadeApp } from '../../infra/parkade-app.ts';

export type Resource = { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] };

/**
 * The deployment, synthesized once for all files that share a process: they look at it and change nothing. Nothing is
 * bundled: what is deployed is looked at here, and `npm run synth` bundles it. The console's pages are three that stand
 * for those that a build makes.
 */
export const synthesized = (): Synthesized => {
  made ??= synthesize();
  return made;
};

type Synthesized = ReturnType<typeof synthesize>;
let made: Synthesized | undefined;

const standIns = ['index.html', 'theme.js', 'assets/main-1a2b.js'];

function synthesize() {
  const outdir = mkdtempSync(join(tmpdir(), 'parkade-synth-'));
  const pagesFolder = join(outdir, 'pages');
  mkdirSync(join(pagesFolder, 'assets'), { recursive: true });
  for (const name of standIns) writeFileSync(join(pagesFolder, name), name);
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
  const app = parkadeApp({ outdir, pagesFolder, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const template = Template.fromJSON(app.synth().getStackByName('parkade').template);
  const nestedIn = (name: string) => {
    const file = readdirSync(outdir).find((each) => each.startsWith(`parkade${name}`)) ?? '';
    return Template.fromJSON(JSON.parse(readFileSync(join(outdir, file), 'utf8')));
  };
  const [lanes, alarms, putPages] = ['Lanes', 'AlarmStack', 'PutPages'].map(nestedIn) as [
    Template,
    Template,
    Template,
  ];
  rmSync(outdir, { recursive: true });
  const resourcesOf = (of: Template, type: string): [string, Resource][] =>
    Object.entries(of.findResources(type)) as never;
  const handedIn = Object.assign(
    {},
    ...resourcesOf(template, 'AWS::CloudFormation::Stack').map(([, { Properties }]) => Properties.Parameters),
  );
  return {
    app,
    template,
    /** The stacks within it. */
    lanes,
    alarms,
    putPages,
    /** How an alarm names what the stack around it hands in. */
    inAlarms: (value: unknown): { Ref: string } => {
      const [name] = Object.entries(handedIn).find(([, each]) => isDeepStrictEqual(each, value)) ?? [];
      if (name === undefined) throw new Error(`No alarm is handed ${JSON.stringify(value)}`);
      return { Ref: name };
    },
    /** Logical id and resource of all resources of a type; but for those of the stacks within. */
    all: (type: string) => resourcesOf(template, type),
  };
}
