import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from './private-file.ts';

/** What AWS would keep in KMS and Secrets Manager, in a file of mode 0600 that is made at the first start. */
export type LocalSecrets = {
  wrappingKey: string;
  leaseTokenKey: string;
  webhookSecret: string;
  receiptKeys: string;
};

export function localSecrets(dir: string): LocalSecrets {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'secrets.json');
  const kept: Partial<LocalSecrets> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secret = (bytes: number) => randomBytes(bytes).toString('base64url');
  const made: LocalSecrets = {
    wrappingKey: secret(32),
    leaseTokenKey: secret(32),
    webhookSecret: `whsec_${secret(24)}`,
    receiptKeys: secret(32),
  };
  // A folder that an earlier version began may lack one.
  const all = { ...made, ...kept };
  if (Object.keys(all).length > Object.keys(kept).length) writePrivateFile(file, JSON.stringify(all));
  return all;
}

export const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));
