import { randomUUID } from 'node:crypto';

/**
 * What the tests of the adapters run against: the stand-ins of a laptop, the simulator's model, or AWS itself, whose
 * tables and buckets then have names of their own (test/contract/main.ts makes the prefix, and deletes what has it).
 */
export type CloudUnderTest = 'stand-ins' | 'model' | 'aws';

const named = process.env.CONFORMANCE_CLOUD ?? 'stand-ins';
if (!['stand-ins', 'model', 'aws'].includes(named))
  throw new Error(`CONFORMANCE_CLOUD is stand-ins, model or aws, not ${named}.`);
export const cloudUnderTest = named as CloudUnderTest;

/** Of AWS's: those of one test file begin so. */
export function awsPrefix(): string {
  const prefix = process.env.CONFORMANCE_PREFIX;
  if (!prefix) throw new Error('CONFORMANCE_PREFIX is not set: run `npm run contract -- --aws`.');
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}
