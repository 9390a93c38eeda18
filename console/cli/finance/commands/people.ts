import type OpenAI from 'openai';
import type { z } from 'zod';
import type {
  auditTrailReply,
  createPersonReply,
  FinancePersonReply,
  peopleReply,
} from '../../../../shared/contract/finance-people.ts';
import { table } from '../../wording.ts';
import { give, type World } from '../../world.ts';
import { financeCommand } from '../finance-command.ts';
import { openFinance } from '../finance-session.ts';
import { timeText } from '../report-text.ts';

type People = z.infer<typeof peopleReply>;
type Created = z.infer<typeof createPersonReply>;
type Trail = z.infer<typeof auditTrailReply>;

export const people = (world: World) =>
  financeCommand(world, 'people', 'Who is of finance; let somebody in, or revoke a key')
    .option('--add <name>', 'with --email and --may: a key is made, and shown this once')
    .option('--email <address>', 'of who is added')
    .option('--may <rights>', 'read, make, approve, people: separated by commas', 'read')
    .option('--confirm <person>', 'person_…: whom somebody else let in may do from now on what was asked')
    .option('--revoke <person>', 'person_…: the key is refused from now on')
    .action(async (options) => {
      const market = await openFinance(world, options);
      if (options.revoke !== undefined) {
        const revoked = await market.delete<FinancePersonReply>(
          `/finance/people/${encodeURIComponent(options.revoke)}`,
        );
        return give(world, options, {
          text: `The key of ${revoked.name} (${revoked.id}) is revoked.`,
          document: revoked,
        });
      }
      if (options.confirm !== undefined) {
        const confirmed = await market.post<FinancePersonReply>(
          `/finance/people/${encodeURIComponent(options.confirm)}/approve`,
        );
        return give(world, options, {
          text: `${confirmed.name} (${confirmed.id}) may ${confirmed.may.join(', ')}.`,
          document: confirmed,
        });
      }
      if (options.add !== undefined) {
        const body = {
          name: options.add,
          email: options.email,
          may: options.may.split(',').map((each) => each.trim()),
        };
        const created = await market.post<Created>('/finance/people', { body });
        return give(world, options, {
          text: `${created.name} is ${created.id} and may ${mayText(created)}. Their key, shown this once:\n${created.api_key}`,
          document: created,
        });
      }
      const list = await allPeople(market);
      give(world, options, { text: peopleText(list), document: list });
    });

async function allPeople(market: OpenAI): Promise<People> {
  const list = await market.get<People>('/finance/people');
  while (list.has_more && list.last_id !== null) {
    const page = await market.get<People>('/finance/people', { query: { after: list.last_id } });
    list.data.push(...page.data);
    Object.assign(list, { last_id: page.last_id, has_more: page.has_more });
  }
  return list;
}

/** What waits for a second person is told as such. */
const mayText = ({ may, asked }: FinancePersonReply): string =>
  may.join(', ') + (asked.length > 0 ? ` (once another confirms it: ${asked.join(', ')})` : '');

const peopleText = ({ data }: People): string =>
  table(
    ['person', 'name', 'email', 'may', 'since', 'revoked'],
    data.map((person) => [
      person.id,
      person.name,
      person.email,
      mayText(person),
      timeText(person.created_at),
      person.revoked_at === null ? '' : timeText(person.revoked_at),
    ]),
  );

export const audit = (world: World) =>
  financeCommand(world, 'audit', 'Who did what, latest first: changes and exports, refused ones too')
    .option('--month <month>', 'such as 2027-01, of UTC (the running one)')
    .option('--person <id>', 'of one person')
    .option('--path <path>', 'of paths that begin so')
    .option('--after <id>', 'those before this one')
    .option('--limit <number>', 'how many', '50')
    .action(async (options) => {
      const market = await openFinance(world, options);
      const { month, person, path, after, limit } = options;
      const query = Object.fromEntries(
        Object.entries({ month, person, path, after, limit }).filter(([, value]) => value !== undefined),
      );
      const trail = await market.get<Trail>('/finance/audit_trail', { query });
      give(world, options, { text: trailText(trail), document: trail });
    });

function trailText({ data, has_more, last_id }: Trail): string {
  if (data.length === 0) return 'Nothing was done.';
  const rows = data.map(({ at, person_id, method, path, status, ids }) => [
    timeText(at),
    person_id,
    method,
    path,
    status === null ? 'unanswered' : String(status),
    ids.filter((id) => !path.includes(id)).join(', '),
  ]);
  const more = has_more && last_id ? [`older ones: parkade finance audit --after ${last_id}`] : [];
  return [
    table(['when', 'person', 'method', { mayCut: 'path' }, 'status', { mayCut: 'other ids' }], rows),
    ...more,
  ].join('\n');
}
