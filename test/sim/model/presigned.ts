import { badSignature, expired } from './object-errors.ts';

/** What an address lets its holder do, until when. */
export type Grant = {
  method: 'GET' | 'PUT';
  bucket: string;
  key: string;
  versionId: string | undefined;
  expiresAt: number;
};

const methods: Record<string, Grant['method']> = { GetObject: 'GET', PutObject: 'PUT' };

type SignedInput = { Bucket?: string; Key?: string; VersionId?: string };

/** Where the model's objects have their addresses. */
export const objectsHost = 's3.model';

/**
 * Presigned addresses. What makes one good is that it was given out, letter by letter, and not that its signature can
 * be computed: that is the business of the real services (test/conformance holds them to it).
 */
export function grantsOn(now: () => number, newId: () => string) {
  const grants = new Map<string, { url: string; grant: Grant }>();
  return {
    /** The parts of an address for one call of GetObject or PutObject. */
    sign(operation: string, { Bucket = '', Key = '', VersionId }: SignedInput, expiresSeconds: number) {
      const method = methods[operation];
      if (!method) throw new Error(`The objects' model signs no ${operation}.`);
      const signedAt = Math.floor(now() / 1_000) * 1_000;
      const date = new Date(signedAt).toISOString().replace(/[-:]|\.\d{3}/g, '');
      const signature = newId();
      const query = {
        ...(VersionId !== undefined && { versionId: VersionId }),
        'X-Amz-Date': date,
        'X-Amz-Expires': String(expiresSeconds),
        'X-Amz-Signature': signature,
        'x-id': operation,
      };
      const path = `/${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;
      const url = `https://${objectsHost}${path}?${new URLSearchParams(query)}`;
      const expiresAt = signedAt + expiresSeconds * 1_000;
      grants.set(signature, {
        url,
        grant: { method, bucket: Bucket, key: Key, versionId: VersionId, expiresAt },
      });
      return { url, path, query };
    },

    /** @throws the service's error for an address that was not given out so, or is over */
    grantOf(method: string, url: string): Grant {
      const [, signature = ''] = /[?&]X-Amz-Signature=([0-9a-f]+)/.exec(url) ?? [];
      const known = grants.get(signature);
      if (!known || known.url !== url || known.grant.method !== method) throw badSignature();
      if (now() > known.grant.expiresAt) throw expired();
      return known.grant;
    },
  };
}
