import type { Patch } from '../patch.ts';

export const doorBugs: readonly Patch[] = [
  {
    name: 'tenant-not-in-the-key',
    why: 'Who knows a file’s id reads it, whoever’s it is.',
    file: 'functions/adapters/keys/customers.ts',
    changes: [
      {
        find: 'file: (customerId: string, fileId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `FILE#${fileId}` }),',
        replace:
          'file: (_customerId: string, fileId: string) => ({ pk: `CUSTOMER#`, sk: `FILE#${fileId}` }),',
      },
    ],
    caughtBy: {
      file: 'test/flows/bad-input.test.ts',
      test: 'another customer’s files and batches are not found',
    },
  },
  {
    name: 'tenant-from-the-body',
    why: 'Whoever names another customer in a request acts for him.',
    file: 'functions/customer/create-batch.ts',
    changes: [
      {
        find: "accept(deps, c.get('callerId'), request)",
        replace: "accept(deps, request.metadata?.customer_id ?? c.get('callerId'), request)",
      },
      {
        find: "customerId: c.get('callerId'), batchId",
        replace: "customerId: request.metadata?.customer_id ?? c.get('callerId'), batchId",
      },
    ],
    caughtBy: {
      file: 'test/flows/bad-input.test.ts',
      test: 'whoever names another customer in a request acts for himself',
    },
  },
  {
    name: 'secret-compared-letter-by-letter',
    why: 'The time of a refusal tells how much of a secret was right.',
    file: 'functions/edge/front-door.ts',
    changes: [
      {
        find: "!timingSafeEqual(sha256(header ?? ''), sha256(originSecret))",
        replace: "(header ?? '') !== originSecret",
      },
    ],
    caughtBy: {
      file: 'test/doors/constant-time.test.ts',
      test: 'no secret, signature, token or code is compared in a time that tells how much of it was right',
    },
  },
  {
    name: 'revoked-key-accepted',
    why: 'A key that leaked and was revoked goes on working.',
    file: 'shared/api-key.ts',
    changes: [
      {
        find: "if (revokedAt !== undefined) throw new Refusal('invalid_api_key', 'This API key was revoked.');",
        replace: "if (revokedAt === 0) throw new Refusal('invalid_api_key', 'This API key was revoked.');",
      },
    ],
    caughtBy: {
      file: 'test/shared/api-key.test.ts',
      test: 'lets nobody in once its key was revoked, whatever else holds',
    },
  },
  {
    name: 'key-of-another-role',
    why: 'An owner’s key opens the customers’ API.',
    file: 'functions/edge/authenticate.ts',
    changes: [{ find: 'if (credential?.role !== role)', replace: 'if (!credential)' }],
    caughtBy: {
      file: 'test/edge/authenticate.test.ts',
      test: 'is refused with invalid_api_key, and told no more',
    },
  },
  {
    name: 'scope-unchecked',
    why: 'A key that may only look spends money.',
    file: 'functions/edge/scopes.ts',
    changes: [
      {
        find: "needed !== 'any key' && !c.get('grant').scopes.includes(needed)",
        replace: "needed !== 'any key' && c.get('grant').scopes.length === 0",
      },
    ],
    caughtBy: {
      file: 'test/flows/key-scopes.test.ts',
      test: 'a key without the scope is refused, and told which one it lacks',
    },
  },
  {
    name: 'rate-limit-off',
    why: 'One customer’s flood leaves nothing for the others.',
    file: 'functions/edge/rate-limit.ts',
    changes: [{ find: '    if (tooMuch) {\n', replace: '    if (tooMuch && ask.requests === 0) {\n' }],
    caughtBy: {
      file: 'test/flows/rate-limits.test.ts',
      test: 'of twenty calls at once exactly as many are let in as the limit says',
    },
  },
  {
    name: 'body-without-a-limit',
    why: 'A body without an end fills the memory.',
    file: 'functions/edge/body-limits.ts',
    changes: [{ find: '    maxSize: maxBytes,\n', replace: '    maxSize: maxBytes * 1_000,\n' }],
    caughtBy: {
      file: 'test/edge/body-limits.test.ts',
      test: 'a longer one that tells no length is refused when it gets there',
    },
  },
  {
    name: 'idempotency-key-of-another-request',
    why: 'A key that was used by mistake for another request answers as if that had been done.',
    file: 'functions/edge/idempotent.ts',
    changes: [
      {
        find: 'if (kept?.requestSha256 && kept.requestSha256 !==',
        replace: "if (kept?.requestSha256 === '' && kept.requestSha256 !==",
      },
    ],
    caughtBy: {
      file: 'test/flows/idempotency.test.ts',
      test: 'another request under a used key is refused and has no effect',
    },
  },
];
