import { readFile, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';
import { catalogue } from '../../shared/catalogue.ts';
import { manifest, manifestType } from '../../shared/contract/manifest.ts';
import { modelPlan } from './model-plan.ts';
import { messageOf } from './refusals.ts';

/**
 * Signs a manifest, on a computer that need not be on any network. Its key never leaves it; what it writes may lie
 * anywhere.
 */
const usage = `node agent/releases/sign-manifest.ts --make-key key.jwk > manifest-keys.json
node agent/releases/sign-manifest.ts --key key.jwk --in manifest.json --out manifest.jws`;

const privateKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
  kid: z.string().min(1),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      key: { type: 'string' },
      in: { type: 'string' },
      out: { type: 'string' },
      'make-key': { type: 'string' },
    },
  });
  if (values['make-key'] !== undefined) return makeKey(values['make-key']);
  const { key, in: from, out } = values;
  if (key === undefined || from === undefined || out === undefined) throw new Error(`Usage:\n${usage}`);
  const jwk = await readKey(key);
  const signed = await readManifest(from);
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(signed)))
    .setProtectedHeader({ alg: 'EdDSA', typ: manifestType, kid: jwk.kid })
    .sign(await importJWK(jwk, 'EdDSA'));
  await writeFile(out, `${jws}\n`);
  process.stderr.write(`Manifest ${signed.issue}, until ${signed.expiresAt}, signed by ${jwk.kid}: ${out}\n`);
}

/** The private key goes into a new file for this user alone, the public one to standard output, as agents read it. */
async function makeKey(path: string): Promise<void> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const { x, d } = privateKey
    .pick({ x: true, d: true })
    .loose()
    .parse(await exportJWK(pair.privateKey));
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const kid = await calculateJwkThumbprint(key);
  await writeFile(path, `${JSON.stringify({ ...key, d, kid })}\n`, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`${JSON.stringify({ keys: [{ ...key, kid }] }, null, 2)}\n`);
}

async function readKey(path: string): Promise<z.infer<typeof privateKey>> {
  const mode = (await stat(path)).mode & 0o777;
  if ((mode & 0o077) !== 0)
    throw new Error(
      `Others than you may read ${path} (mode ${mode.toString(8)}). If others use this computer, make a new key; ` +
        `else: chmod 600 ${path}`,
    );
  return parsed(path, privateKey);
}

/** Throws where agents of this version would not follow it. */
async function readManifest(path: string): Promise<z.infer<typeof manifest>> {
  const read = await parsed(path, manifest);
  const plan = modelPlan(read, { runnable: catalogue.map(({ id }) => id) });
  const refused = plan.flatMap(({ model, problem }) =>
    problem === undefined ? [] : [`${model}: ${problem}`],
  );
  if (refused.length > 0) throw new Error(`${path} is not as the catalogue:\n${refused.join('\n')}`);
  return read;
}

async function parsed<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.infer<Shape>> {
  try {
    return shape.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    // What JSON.parse says quotes the text, which may be a key.
    const what = error instanceof z.ZodError ? z.prettifyError(error) : 'It is not readable, or no JSON.';
    throw new Error(`${path} can not be used:\n${what}`);
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`error: ${messageOf(error)}\n`);
  process.exitCode = 1;
});
