import type { Drill, DrillLink, PaidRequest, PaidRequests } from '../../../shared/contract/drill.ts';
import { count, facts, table, usd } from '../wording.ts';
import { checksText, timeText } from './report-text.ts';

/** One step: what it is, what it is made of, what it is part of, and that it adds up. */
export function drillText(drill: Drill): string {
  const amount = drill.amount_micro_usd === null ? '' : `: ${usd(drill.amount_micro_usd)}`;
  return [
    `${drill.title}${amount}`,
    facts([
      ['id', drill.id],
      ['when', drill.at === null ? undefined : timeText(drill.at)],
      ...drill.facts.map(({ name, value }) => [name, value] as const),
    ]),
    ...linksText('Made of', drill.down),
    ...linksText('Part of', drill.up),
    '',
    ...checksText(drill.checks),
    ...nextSteps(drill),
  ].join('\n');
}

function linksText(title: string, links: readonly DrillLink[]): string[] {
  if (links.length === 0) return [];
  const rows = links.map((link) => [
    link.what,
    link.amount_micro_usd === null ? '' : usd(link.amount_micro_usd),
    ...namesOf(link),
    link.at === null ? '' : timeText(link.at),
  ]);
  const hasCommands = links.some(({ note }) => note?.includes('parkade '));
  return ['', table([title, { right: 'amount' }, 'id', hasCommands ? '' : { mayCut: '' }, 'when'], rows)];
}

/** An owner's part of a settlement goes by the settlement: that is what `requests` takes, and `drill` as well. */
function namesOf({ id, note }: DrillLink): [id: string, note: string] {
  const [, settlement, rest] = /^(batch\/[\w-]+\/settle\/\d+), (.+)$/.exec(note ?? '') ?? [];
  return settlement !== undefined && rest !== undefined && id !== null
    ? [settlement, rest]
    : [id ?? '', note ?? ''];
}

/** The command that goes on: to the largest of what leads down to requests, else to the first that there is. */
function nextSteps({ down, up }: Drill): string[] {
  const known = [...down, ...up].flatMap(({ id, amount_micro_usd }) =>
    id === null ? [] : [{ command: commandFor(id), amount: amount_micro_usd ?? 0 }],
  );
  const towardsRequests = known
    .filter(({ command }) => /^parkade finance (requests|earned) /.test(command))
    .sort((a, b) => rankOf(a) - rankOf(b) || b.amount - a.amount);
  const next = towardsRequests[0] ?? known[0];
  return next === undefined ? [] : ['', `next: ${next.command}`];
}

const rankOf = ({ command }: { command: string }) =>
  command.startsWith('parkade finance requests ') ? 0 : 1;

function commandFor(id: string): string {
  const [, owner, what, day] = /^owner\/([^/]+)\/(earned|release)\/(\d{4}-\d\d-\d\d)$/.exec(id) ?? [];
  if (owner !== undefined)
    return `parkade finance earned ${owner} ${what === 'release' ? `release/${day}` : day}`;
  const [, settlement, whose] = /^(batch\/[^/]+\/settle\/\d+)\/requests\/(.+)$/.exec(id) ?? [];
  if (settlement !== undefined) return `parkade finance requests ${settlement} --owner ${whose}`;
  const [, paidTo, batch, no] = /^owner\/([^/]+)\/earned\/[^/]+\/([\w-]+)\/(\d+)$/.exec(id) ?? [];
  if (paidTo !== undefined && batch !== 'audit')
    return `parkade finance requests batch/${batch}/settle/${no} --owner ${paidTo}`;
  const exception = /^exception\/([^/]+)$/.exec(id)?.[1];
  return exception === undefined
    ? `parkade finance drill ${id}`
    : `parkade finance exceptions show ${exception}`;
}

/** The requests behind an amount, each with what it was charged and what its owner got. */
export function requestsText(told: PaidRequests): string {
  const columns = [
    'request',
    { right: 'line' },
    'vehicle',
    { right: 'tokens in' },
    { right: 'out' },
    { right: 'pages' },
    { right: 'reference s' },
    { right: 'price' },
    { right: 'owner' },
  ];
  const rows = told.data.map((request) => [
    request.custom_id ?? `task ${request.task} (${count(request.requests, 'request')})`,
    request.line === null ? '' : String(request.line),
    request.vehicle_id,
    unit(request.input_tokens),
    unit(request.output_tokens),
    unit(request.pages),
    (request.reference_microseconds / 1e6).toFixed(6),
    usd(request.charge_micro_usd),
    usd(request.owner_micro_usd),
  ]);
  const sum = (of: (request: PaidRequest) => number) =>
    told.data.reduce((total, each) => total + of(each), 0);
  const rest = told.has_more
    ? [
        `  and ${count(told.requests - sum(({ requests }) => requests), 'request')} more, ${usd(told.owner_micro_usd - sum(({ owner_micro_usd }) => owner_micro_usd))} in all: --limit lists more`,
      ]
    : [];
  return [
    `${told.owner_id} earned ${usd(told.owner_micro_usd)} by ${count(told.requests, 'request')} of ${told.batch_id} (${told.model}, ${told.window})`,
    `charged ${usd(told.charge_micro_usd)} at ${told.window}'s posted price of ${told.micro_usd_per_reference_second.toLocaleString('en-US')} micro-USD a reference second, of which ${told.owner_share_percent} % are the owner's`,
    ...settlementsText(told),
    '',
    table(columns, rows),
    ...rest,
    '',
    ...checksText(told.checks),
    ...told.notes,
  ].join('\n');
}

const settlementsText = ({ settlements }: PaidRequests): string[] =>
  settlements.length < 2
    ? []
    : settlements.map(
        ({ settlement, requests, amount_micro_usd }) =>
          `  ${settlement}: ${count(requests, 'request')}, ${usd(amount_micro_usd)}`,
      );

const unit = (value: number | null): string => (value ? value.toLocaleString('en-US') : '');
