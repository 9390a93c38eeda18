import { readFile, stat } from 'node:fs/promises';
import type { JsonWebKeys } from '../../../shared/contract/receipts.ts';
import { type ReceiptFinding, type Verified, verifyReceipts } from '../../../shared/receipts.ts';
import { newCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import { findMarketKeys, keepMarketKeys } from '../kept-files.ts';
import { linesOf } from '../lines.ts';
import { fetchKeys, marketKeysUrl, parseKeys } from '../market-keys.ts';
import { findBaseUrl } from '../session.ts';
import { count } from '../wording.ts';
import { give, tell, type World } from '../world.ts';

export const verifyOutput = (world: World) =>
  newCommand(world, 'verify', 'Check output against its signed receipts, offline')
    .argument('<receipts>', 'as `parkade receipts` saved them')
    .argument('<output>', 'as `parkade results` saved it')
    .option('--jwks <file-or-url>', "the market's public keys (as kept at login, else asked for once)")
    .action(async (receipts, output, options) => {
      // Before anything is asked of the network.
      await Promise.all([stat(receipts), stat(output)]);
      const check = (keys: JsonWebKeys) => verifyReceipts(linesOf(receipts), linesOf(output), keys);
      const { verified, source } = options.jwks
        ? { verified: await check(await keysFrom(world, options.jwks)), source: options.jwks }
        : await withMarketKeys(world, check);
      const isGood = verified.findings.length === 0 && verified.receipts > 0;
      const { batchId: batch_id, ...counted } = verified;
      const findings = verified.findings.map(({ customId, ...finding }) => ({
        ...finding,
        custom_id: customId,
      }));
      give(world, options, {
        text: verdict(verified, { receipts, output, source }),
        document: { good: isGood, batch_id, ...counted, findings, keys_from: source },
      });
      if (!isGood) world.endWith(exitCodes.notVerified);
    });

async function keysFrom(world: World, fileOrUrl: string): Promise<JsonWebKeys> {
  if (!/^https?:\/\//.test(fileOrUrl)) return parseKeys(await readFile(fileOrUrl, 'utf8'), fileOrUrl);
  tell(world, `Asking ${fileOrUrl} for its public keys.`);
  return fetchKeys(fileOrUrl);
}

type Check = (keys: JsonWebKeys) => Promise<Verified>;

/** With the keys as they were last published; they are asked for where there are none, or one is missing. */
async function withMarketKeys(world: World, check: Check): Promise<{ verified: Verified; source: string }> {
  const baseUrl = await findBaseUrl(world);
  if (!baseUrl)
    throw usageFailure(
      'Whose receipts are they? Name the keys with --jwks FILE|URL, or run: parkade login --base-url URL',
    );
  const source = marketKeysUrl(baseUrl);
  const kept = await findMarketKeys(world.configDir, baseUrl);
  const first = kept && (await check(kept));
  if (first && !first.findings.some(({ code }) => code === 'unknown_key')) return { verified: first, source };
  tell(world, `Asking ${source} for its public keys; they are kept for the next time.`);
  const keys = await fetchKeys(source).catch((error: unknown) => {
    if (!first || !(error instanceof Failure)) throw error;
    tell(world, `${error.message}`);
    return undefined;
  });
  if (!keys) return { verified: first as Verified, source };
  await keepMarketKeys(world.configDir, baseUrl, keys);
  return { verified: await check(keys), source };
}

const findingsShown = 20;

/** Their line numbers count in the output, those of the others in the receipts. */
const codesOfOutput: ReceiptFinding['code'][] = [
  'invalid_output',
  'duplicate_output',
  'altered_output',
  'missing_receipt',
];

type Files = { receipts: string; output: string; source: string };

function verdict({ findings, ...verified }: Verified, { receipts, output, source }: Files): string {
  if (verified.receipts === 0) return `NOT VERIFIED: ${receipts} has no receipts.`;
  if (findings.length === 0)
    return `VERIFIED: each of ${count(verified.outputs, 'line')} of ${output} is what a receipt of ${verified.batchId} was signed for. Keys: ${source}`;
  const shown = findings.slice(0, findingsShown).map(({ code, line, message }) => {
    const file = codesOfOutput.includes(code) ? output : receipts;
    return `  ${file}:${line}  ${message} [${code}]`;
  });
  const more = findings.length - shown.length;
  return [
    `NOT VERIFIED: ${count(findings.length, 'finding')} in ${count(verified.outputs, 'line')} of output and ${count(verified.receipts, 'receipt')}.`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}
