import type { components } from '../../../api/schema.ts';
import type { Receipt } from '../batch-queries.ts';

type Keys = components['schemas']['JsonWebKeys'];

export type Checked = {
  line: number;
  customId: string;
  receipt: Receipt | undefined;
  /** What is wrong with it; undefined: it is what a receipt was signed for. */
  problem: string | undefined;
};

const receiptType = 'parkade-output-receipt+jws';

/**
 * Holds each line of the output to its receipt, here in the browser: a signature by a published key over all that the
 * receipt says, and in it the SHA-256 of the very bytes of the line. A receipt whose line is missing is told as well.
 */
export async function checkReceipts(receipts: string, output: string, keys: Keys): Promise<Checked[]> {
  const known = await verifyingKeys(keys);
  const byCustomId = new Map<string, Receipt>();
  const checked: Checked[] = [];
  for (const text of linesOf(receipts)) {
    const receipt = JSON.parse(text) as Receipt;
    const isFirst = !byCustomId.has(receipt.custom_id);
    if (isFirst) byCustomId.set(receipt.custom_id, receipt);
    else checked.push(found(receipt, 'There are two receipts of it.'));
  }
  const missing = new Map(byCustomId);
  for (const [at, text] of linesOf(output).entries()) {
    const { custom_id: customId } = JSON.parse(text) as { custom_id: string };
    const receipt = byCustomId.get(customId);
    const isSecond = receipt !== undefined && !missing.delete(customId);
    const problem = isSecond ? 'It stands in the output twice.' : await problemOf(text, receipt, known);
    checked.push({ line: at + 1, customId, receipt, problem });
  }
  for (const receipt of missing.values()) checked.push(found(receipt, 'The output has no such line.'));
  return checked;
}

const found = (receipt: Receipt, problem: string): Checked => ({
  line: receipt.line,
  customId: receipt.custom_id,
  receipt,
  problem,
});

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

async function problemOf(
  text: string,
  receipt: Receipt | undefined,
  keys: ReadonlyMap<string, CryptoKey>,
): Promise<string | undefined> {
  if (!receipt) return 'It has no receipt.';
  const { signature, ...claims } = receipt;
  const [header = '', payload, proof = '', ...more] = signature.split('.');
  const { alg, kid, typ } = headerOf(header);
  const key = keys.get(kid ?? '');
  if (!key) return `It is signed by a key that is not published: ${kid}.`;
  const isOurs = alg === 'EdDSA' && typ === receiptType && payload === '' && more.length === 0;
  if (!isOurs || !(await isSigned(key, `${header}.${base64url(canonical(claims))}`, proof)))
    return 'Its signature is not over what it says.';
  return (await sha256(text)) === receipt.output_sha256 ? undefined : 'It was altered after it was signed.';
}

type Header = { alg?: string; kid?: string; typ?: string };

function headerOf(text: string): Header {
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(text)));
  } catch {
    return {};
  }
}

async function isSigned(key: CryptoKey, input: string, proof: string): Promise<boolean> {
  try {
    return await crypto.subtle.verify('Ed25519', key, bytesOf(proof), new TextEncoder().encode(input));
  } catch {
    return false;
  }
}

async function verifyingKeys({ keys }: Keys): Promise<Map<string, CryptoKey>> {
  const imported = keys.map(async ({ kid, kty, crv, x }) => {
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
    return [kid, key] as const;
  });
  return new Map(await Promise.all(imported));
}

/** RFC 8785, for what JSON.parse gives: members in the order of their names, nothing between them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

function base64url(text: string): string {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
