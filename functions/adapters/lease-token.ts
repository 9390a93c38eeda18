import { z } from 'zod';
import { Refusal } from '../../shared/refusal.ts';
import { openBytes, sealBytes } from '../../shared/sealed-bytes.ts';

/** What the market must remember of a lease between its calls, carried by the vehicle and opaque to it. */
const leaseClaim = z.object({
  customerId: z.string(),
  batchId: z.string(),
  taskNo: z.number(),
  audit: z.boolean(),
  fence: z.number(),
  receipt: z.string(),
});
export type LeaseClaim = z.infer<typeof leaseClaim>;

const context = (vehicleId: string) => `lease token of ${vehicleId}`;

/** Sealed for one vehicle: another's token does not open. */
export function leaseTokens(
  key: Uint8Array<ArrayBuffer>,
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>,
) {
  return {
    async seal(claim: LeaseClaim, vehicleId: string): Promise<string> {
      const plaintext = new TextEncoder().encode(JSON.stringify(claim));
      const sealed = await sealBytes(key, randomBytes(12), plaintext, context(vehicleId));
      return Buffer.from(sealed).toString('base64url');
    },

    async open(token: string, vehicleId: string): Promise<LeaseClaim> {
      try {
        const sealed = new Uint8Array(Buffer.from(token, 'base64url'));
        const plaintext = await openBytes(key, sealed, context(vehicleId));
        return leaseClaim.parse(JSON.parse(new TextDecoder().decode(plaintext)));
      } catch (error) {
        throw new Refusal('not_allowed', `this lease token is not one of ${vehicleId}: ${nameOf(error)}`);
      }
    },
  };
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
