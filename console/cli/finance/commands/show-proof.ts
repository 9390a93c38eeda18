import type { ProofReply } from '../../../../shared/contract/finance.ts';
import { exitCodes } from '../../exit-codes.ts';
import { facts, table, usd } from '../../wording.ts';
import { give, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { openFinance } from '../finance-session.ts';

export const showProof = (world: World) =>
  financeCommand(world, 'proof', 'Whether the money is right, rule by rule, with figures').action(
    async (options) => {
      const market = await openFinance(world, options);
      const proof = await market.get<ProofReply>('/finance/proof');
      give(world, options, { text: proofText(proof), document: proof });
      if (!proof.holds) world.endWith(exitCodes.notVerified);
    },
  );

function proofText(proof: ProofReply): string {
  const rules = proof.invariants.map(({ id, name, holds, detail }) => [
    String(id),
    holds ? '✓' : '✗',
    [name, ...detail.split('\n').filter(Boolean)].join('\n'),
  ]);
  return [
    table([{ right: 'rule' }, '', 'holds'], rules),
    '',
    facts([
      ['entries', proof.entries.toLocaleString('en-US')],
      ['sum of all', usd(proof.sumMicroUsd)],
      [
        'explained',
        `${usd(proof.explained)} in ${proof.explainedTransactions.toLocaleString('en-US')} transactions`,
      ],
      ['open items', String(proof.unmatched)],
    ]),
    ...proof.unmatchedItems.map(
      ({ side, id, differenceMicroUsd, reason }) => `  ${side} ${id}: ${usd(differenceMicroUsd)}, ${reason}`,
    ),
    '',
    table(
      ['account', { right: 'balance' }],
      Object.entries(proof.balances)
        .sort()
        .map(([name, balance]) => [name, usd(balance)]),
    ),
    '',
    proof.holds ? '✓ Every rule holds.' : '✗ NOT EVERY RULE HOLDS: see above.',
  ].join('\n');
}
