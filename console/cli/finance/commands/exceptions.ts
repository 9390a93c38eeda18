import type { z } from 'zod';
import type { ExceptionReply, exceptionsReply } from '../../../../shared/contract/reconciliation.ts';
import { usageFailure } from '../../failure.ts';
import { facts, table, usd } from '../../wording.ts';
import { give, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { openFinance } from '../finance-session.ts';
import { timeText } from '../report-text.ts';

type Exceptions = z.infer<typeof exceptionsReply>;

const doings = ['list', 'show', 'assign', 'note', 'resolve', 'approve', 'reject'];

type Said = { to?: string | undefined; text?: string | undefined; posting?: string[] | undefined };

export const exceptions = (world: World) =>
  financeCommand(
    world,
    'exceptions',
    'What ledger, Stripe and bank do not agree on, and what is done about it',
  )
    .argument('[what]', doings.join(', '), 'list')
    .argument('[id]', 'of all but list')
    .option('--state <state>', 'of a list: open, resolved, all', 'open')
    .option('--age <days>', 'of a list: 0-1, 2-7, 8-30, >30')
    .option('--assignee <person>', "of a list; 'nobody': those that nobody looks after")
    .option('--after <id>', 'of a list: those after this one')
    .option('--to <person>', "assign: who looks after it, or 'nobody'")
    .option('--text <text>', 'note: what is known; resolve: why')
    .option('--posting <account=micros...>', 'resolve: two or more that sum to 0, such as suspense=-120000')
    .action(async (what, id, options) => {
      if (!doings.includes(what)) throw usageFailure(`'${what}' is none of ${doings.join(', ')}.`);
      const market = await openFinance(world, options);
      if (what === 'list') {
        const { state, age, assignee, after } = options;
        const query = Object.fromEntries(
          Object.entries({ state, age, assignee, after }).filter(([, value]) => value !== undefined),
        );
        const list = await market.get<Exceptions>('/finance/exceptions', { query });
        return give(world, options, { text: listText(list), document: list });
      }
      if (id === undefined) throw usageFailure(`Which exception? parkade finance exceptions ${what} ID`);
      const path = `/finance/exceptions/${encodeURIComponent(id)}`;
      if (what === 'show') {
        const found = await market.get<ExceptionReply>(path);
        return give(world, options, { text: exceptionText(found), document: found });
      }
      const call = callFor(what, options);
      const changed = await (call.method === 'patch'
        ? market.patch<ExceptionReply>(path, { body: call.body })
        : market.post<ExceptionReply>(`${path}${call.path}`, { body: call.body }));
      give(world, options, { text: exceptionText(changed), document: changed });
    });

type Call = { method: 'patch' | 'post'; path: string; body: object | undefined };

function callFor(what: string, { to, text, posting }: Said): Call {
  switch (what) {
    case 'assign':
      if (!to) throw usageFailure('Who looks after it? --to PERSON, or --to nobody');
      return { method: 'patch', path: '', body: { assignee: to === 'nobody' ? null : to } };
    case 'note':
      if (!text) throw usageFailure('What is known? --text TEXT');
      return { method: 'post', path: '/notes', body: { text } };
    case 'resolve':
      if (!text || !posting)
        throw usageFailure('By what entry, and why? --posting ACCOUNT=MICROS … --text WHY');
      return {
        method: 'post',
        path: '/resolve',
        body: { entry: { postings: posting.map(readPosting) }, reason: text },
      };
    default:
      return { method: 'post', path: `/${what}`, body: undefined };
  }
}

/** "suspense=-120000" */
function readPosting(text: string) {
  const [, account, micros] = /^(.+)=(-?\d+)$/.exec(text) ?? [];
  if (account === undefined) throw usageFailure(`'${text}' is no posting: suspense=-120000`);
  return { account, amount_micro_usd: Number(micros) };
}

function exceptionText(found: ExceptionReply): string {
  const { proposal } = found;
  return [
    `${found.id}: ${found.reason}`,
    facts([
      ['state', `${found.state}, ${found.status}, ${found.age} days old`],
      ['difference', `${usd(found.difference_micro_usd)} (${found.currency})`],
      ['looked after by', found.assignee ?? 'nobody'],
      ['transaction', found.balance_transaction_id ?? undefined],
      ['payout', found.payout_id ?? undefined],
      ['bank lines', found.bank_line_names.join(', ') || undefined],
      ['entries', found.business_keys.join(', ') || undefined],
      ['resolved by', found.resolved_by ?? undefined],
    ]),
    ...found.notes.map(({ by, at, text }) => `  ${timeText(at)} ${by}: ${text}`),
    ...(proposal
      ? [
          `proposed by ${proposal.proposed_by}: ${proposal.reason}`,
          ...proposal.postings.map(
            ({ account, amount_micro_usd }) => `  ${account} ${usd(amount_micro_usd)}`,
          ),
          ...(proposal.approved_by === null
            ? [`another person: parkade finance exceptions approve ${found.id}`]
            : [`approved by ${proposal.approved_by}`]),
        ]
      : []),
  ].join('\n');
}

function listText({ data, has_more, last_id }: Exceptions): string {
  if (data.length === 0) return 'There are none.';
  const rows = data.map((each) => [
    each.id,
    each.status,
    each.age,
    usd(each.difference_micro_usd),
    each.assignee ?? 'nobody',
    each.reason,
  ]);
  const more = has_more && last_id ? [`more: parkade finance exceptions --after ${last_id}`] : [];
  return [
    table(
      ['exception', 'status', 'days', { right: 'difference' }, { mayCut: 'with' }, { mayCut: 'reason' }],
      rows,
    ),
    ...more,
  ].join('\n');
}
