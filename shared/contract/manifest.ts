import { z } from 'zod';
import { isPrivateUrl } from '../private-url.ts';
import { softwareVersionPattern } from '../software-version.ts';

/**
 * What agents may fetch: models, and the agent's next version. A compact JWS (EdDSA, typ `parkade-manifest+jwt`, `kid`)
 * by a key that is kept offline. Agents go by the highest `issue` that they have seen and never by a lower one.
 */
export const manifestType = 'parkade-manifest+jwt';

const yearMillis = 366 * 86_400_000;

/** As a path of plain names: none begins with a dot. Files are kept by their sha256 all the same. */
const fileName = z
  .string()
  .max(200)
  .regex(/^@?\w[\w.-]*(\/\w[\w.-]*)*$/, 'a path of plain names, such as embed/model.onnx');

const fetched = {
  /** Any https server or bucket; it need not be trusted. */
  url: z.url().max(2_000).refine(isPrivateUrl, 'an https URL'),
  bytes: z.number().int().min(1).max(1e12),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, in small letters'),
};

const manifestFile = z.strictObject({ name: fileName, ...fetched });

const manifestModel = z.strictObject({
  model: z.string().min(1).max(100),
  files: z.array(manifestFile).min(1).max(50),
});
export type ManifestModel = z.infer<typeof manifestModel>;

const agentRelease = z.strictObject({
  /** Higher than any before: a version that was bad is replaced by a higher one, never by a lower. */
  version: z.string().regex(softwareVersionPattern, 'a version such as 1.2.3'),
  ...fetched,
});
export type AgentRelease = z.infer<typeof agentRelease>;

export const manifest = z
  .strictObject({
    /** Rises with each manifest that is signed. */
    issue: z.number().int().min(1),
    issuedAt: z.iso.datetime(),
    /** Nothing is fetched by it afterwards, so that nobody can hold a fleet at an old one for good. */
    expiresAt: z.iso.datetime(),
    models: z.array(manifestModel).max(100),
    /** null: no other version than those that run. */
    agent: agentRelease.nullable(),
  })
  .refine(
    ({ models }) => new Set(models.map(({ model }) => model)).size === models.length,
    'a model stands in it once',
  )
  .refine(({ issuedAt, expiresAt }) => {
    const millis = Date.parse(expiresAt) - Date.parse(issuedAt);
    return millis > 0 && millis <= yearMillis;
  }, 'expiresAt is after issuedAt, by a year at most');
export type Manifest = z.infer<typeof manifest>;
