import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  return {
    app,
    outdir,
    template,
    /** Of the stacks within it, one after the other. */
    nested: readdirSync(outdir)
      .filter((name) => name.endsWith('.nested.template.json'))
      .map((name) => Template.fromJSON(JSON.parse(readFileSync(join(outdir, name), 'utf8')))),
    /** Logical id and resource of all resources of a type. */
    all: (type: string): [string, Resource][] => Object.entries(template.findResources(type)) as never,
  };
}
