import { expect, test } from 'vitest';
import { comparisonsIn, marketSources } from './compared-secrets.ts';

const content = 'a hash of content that both sides may know: what it is compared with is no secret';
const publicKey = "a vehicle's public key: to know it is not to hold it";

/** Every comparison of what is named like a secret, looked at by a person. A new one fails until it has a line here. */
const reviewed: Readonly<Record<string, string>> = {
  'functions/adapters/journal.ts: reached.hash !== end.hash': content,
  "functions/adapters/sealed-tasks.ts: createHash('sha256').update(sealed).digest('hex') !== sha256": content,
  'functions/adapters/task-objects.ts: found !== sha256': content,
  'functions/adapters/vehicle-admission.ts: item.signingKey !== call.signingKey': publicKey,
  'functions/adapters/vehicle-admission.ts: call.challenge === challenge':
    "told to whoever calls, and only counts under the signature of the vehicle's key",
  'functions/edge/authenticate-vehicle.ts: now.signingKey === signingKey': publicKey,
  'functions/edge/idempotent.ts: kept.requestSha256 !== (begunSha256 ?? (await incomingFormHash(c)))':
    content,
  "functions/edge/vehicle-proof.ts: claims.bh !== createHash('sha256').update(body).digest('base64url')":
    content,
  'functions/vehicle/change-keys.ts: signingKey !== vehicle.signingKey': publicKey,
  "functions/vehicle/enrol-vehicle.ts: c.get('callerId') !== request.signingKey": publicKey,
  'functions/vehicle/enrol-vehicle.ts: code.usedBy.signingKey === request.signingKey': publicKey,
  'functions/vehicle/enrol-vehicle.ts: before.signingKey === about.signingKey': publicKey,
  'functions/vehicle/enrolment/verify-attestation.ts: claims.vehicle_key !== device.signingKey': publicKey,
  'functions/vehicle/exchange/may-lease.ts: record.signingKey === vehicle.signingKey': publicKey,
  'functions/vehicle/exchange/complete-task.ts: claims.modelSha256 !== getModel(task.lane.model).files[0]?.sha256':
    content,
  "functions/finance/periods/close.ts: createHash('sha256').update(bytes).digest('hex') !== before.accounts.sha256":
    content,
  'shared/consent.ts: claims.sha256 !== (await charterSha256(parsed.data))': content,
  'shared/hand-in.ts: earlier.resultSha256 === result?.sha256': content,
  'shared/journal-link.ts: link.previousHash !== before.hash': content,
  'shared/journal-link.ts: (await linkHash(before.hash, body)) !== link.hash': content,
  'shared/kept-quote.ts: beside.inlineSha256 !== quote.inline?.sha256': content,
  'shared/receipts.ts: (await sha256(text)) === expected.sha256': content,
};

/** Words that only look like one. */
const noSecrets: Readonly<Record<string, string>> = {
  "functions/edge/http.ts: ['insufficient_quota', 'token_limit_exceeded', 'window_full'].includes(refusal.code)":
    'the code of a refusal',
  'functions/adapters/stripe/account-reads.ts: wrongCodes.includes(code)': "a code of Stripe's refusals",
  "functions/adapters/stripe/reading.ts: ['account_invalid', 'resource_missing', 'account_closed'].includes(error.code ?? '')":
    "a code of Stripe's refusals",
  'functions/adapters/throttled.ts: reasons.includes(Code)': "a code of DynamoDB's refusals",
  'shared/refusal.ts: codes.includes(error.code)': 'the code of a refusal',
  'shared/bank-statements/camt053.ts: Tp.CdOrPrtry.Cd === code': "a bank's code for a balance",
};

const root = new URL('../..', import.meta.url).pathname;

test('no secret, signature, token or code is compared in a time that tells how much of it was right', () => {
  const sources = marketSources(root);
  expect(sources.length).toBeGreaterThan(500);
  const found = sources.flatMap(({ file, source }) => comparisonsIn(file, source));
  const known = { ...reviewed, ...noSecrets };
  const unknown = found.filter(({ file, text }) => !(`${file}: ${text}` in known));
  expect(
    unknown.map(({ file, line, text }) => `${file}:${line}: ${text}`),
    'Use timingSafeEqual over hashes (functions/edge/front-door.ts), look it up by its hash, or say here why not',
  ).toEqual([]);
  const names = new Set(found.map(({ file, text }) => `${file}: ${text}`));
  expect(
    Object.keys(known).filter((name) => !names.has(name)),
    'These lines are of no code any more',
  ).toEqual([]);
});

test('the scan finds each way in which a secret has been compared', () => {
  const ways = [
    'if (secret === given) pass();',
    'if (header != originSecret) refuse();',
    "const ok = createHmac('sha256', key).update(body).digest('hex') === c.req.header('x-signature');",
    'switchTo(token.startsWith(prefixOfToken));',
    'const known = signatures.includes(signature);',
    'if (Buffer.compare(hmac, expectedHmac) === 0) pass();',
    "if ((row?.apiKey ?? '') !== presented) refuse();",
    'if (Buffer.from(digest).equals(other)) pass();',
  ];
  for (const way of ways) expect(comparisonsIn('x.ts', way), way).not.toEqual([]);
  const fine = [
    'if (secret === undefined) refuse();',
    "if (typeof token === 'string') pass();",
    'if (secret.length === 0) refuse();',
    'if (!timingSafeEqual(sha256(secret), sha256(given))) refuse();',
    'if (usage.inputTokens === before.inputTokens) pass();',
  ];
  for (const each of fine) expect(comparisonsIn('x.ts', each), each).toEqual([]);
});
