import { type BinaryLike, createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

/** SHA-256 or, with a secret, HMAC-SHA-256, in the shape that SignatureV4 takes. */
export class Sha256 {
  private readonly secret: BinaryLike | undefined;
  private hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.secret = secret instanceof ArrayBuffer ? new Uint8Array(secret) : (secret as BinaryLike | undefined);
    this.hash = this.fresh();
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    this.hash = this.fresh();
  }

  private fresh(): Hash | Hmac {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', this.secret);
  }
}
