import type { Mutant } from './mutant.ts';

/**
 * The mutants that no test can notice, each with the reason: with it the code does the same, or what it does
 * otherwise can't be seen from outside. `npm run mutants` fails where one survives that is not here, and where one that is here does not.
 */
export const survivors: readonly (Mutant & { reason: string })[] = [
  {
    file: 'shared/verification.ts',
    mutator: 'ArrayDeclaration',
    line: 'ours.every((vector, at) => cosine(vector, theirs[at] ?? []) >= leastCosine)',
    original: '[]',
    replacement: '["Stryker was here"]',
    reason: 'there are as many of theirs as of ours: `?? []` is for the compiler alone',
  },
  {
    file: 'shared/api-key.ts',
    mutator: 'ConditionalExpression',
    line: 'endsAt !== undefined && endsAt <= now;',
    original: 'endsAt !== undefined',
    replacement: 'true',
    reason: 'undefined <= now is false in JavaScript as well: the check is for the compiler alone',
  },
  {
    file: 'shared/sealed-bytes.ts',
    mutator: 'BooleanLiteral',
    line: "crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);",
    original: 'false',
    replacement: 'true',
    reason: 'the key object never leaves this module, so nobody can ask to export it',
  },
  {
    file: 'shared/webhook-signature.ts',
    mutator: 'BooleanLiteral',
    line: "const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);",
    original: 'false',
    replacement: 'true',
    reason: 'the key object never leaves this function, so nobody can ask to export it',
  },
  {
    file: 'shared/signed-statement.ts',
    mutator: 'BooleanLiteral',
    line: "await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', false, ['verify']),",
    original: 'false',
    replacement: 'true',
    reason: 'a public key: that it could be exported again changes nothing',
  },
  {
    file: 'shared/signed-statement.ts',
    mutator: 'StringLiteral',
    line: "const [first = ''] = signature.split('.');",
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'split always gives a first part: the default is for the compiler alone',
  },
  {
    file: 'shared/signed-statement.ts',
    mutator: 'StringLiteral',
    line: "const [, payload, proof = '', ...more] = signature.split('.');",
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'no proof and one that is no base64 are both no signature',
  },
  {
    file: 'shared/signed-statement.ts',
    mutator: 'BlockStatement',
    line: '} catch {',
    original: '{ return undefined; }',
    replacement: '{}',
    reason: 'falling off the end of a function returns undefined too',
  },
];
