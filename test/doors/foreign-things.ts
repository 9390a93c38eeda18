import type { Api } from '../../functions/edge/http.ts';
import type { DescribedRoute } from './described-routes.ts';
import { type Kind, namedBy } from './named-fields.ts';
import { type MarketThings, type Request, requestOf, wireOf, withField } from './requests.ts';
import { type Asked, seenBy } from './seen-calls.ts';
import type { Things } from './things.ts';

/** Who calls, with what is its own. */
export type Stranger = {
  things: Things;
  /** With its own, valid credential. */
  send: (api: Api, route: DescribedRoute, request: Request) => Promise<Response>;
};

type Answer = {
  status: number;
  body: string;
  headers: readonly string[];
  asked: readonly Asked[];
};

/** Every field of the routes that names somebody's thing, with what it names. */
function namingFields(routes: readonly DescribedRoute[]) {
  return routes.flatMap((route) =>
    [...new Set(route.fields.map(({ at }) => at))].flatMap((at) => {
      const isList = /\[\]$/.test(at);
      const named = namedBy(route, at);
      // Of a list its elements are filled in.
      if (!named || !('kind' in named) || (!isList && hasElements(route, at))) return [];
      return [{ route, at, kind: named.kind }];
    }),
  );
}

const hasElements = ({ fields }: DescribedRoute, at: string) =>
  fields.some((field) => field.at === `${at}[]`);

/** The stranger's own valid request, but for one name in it, which is told as `<id>`. */
async function answerTo(
  api: Api,
  stranger: Stranger,
  asked: { route: DescribedRoute; at: string; id: string; market: MarketThings },
): Promise<Answer> {
  const { route, at, id } = asked;
  const request = withField(route, requestOf(route, stranger.things, asked.market), at, id);
  const { result, asked: seen } = await seenBy(async () => {
    const reply = await stranger.send(api, route, request);
    return { reply, text: await reply.text() };
  });
  const headers = [...result.reply.headers.keys()].sort();
  return {
    status: result.reply.status,
    body: result.text.replaceAll(id, '<id>').replace(ofTheMoment, ''),
    headers,
    asked: seen,
  };
}

const ofTheMoment = /"(serverNow|retryAfterSeconds)":[\d.]+,?/g;

/** As a customer or an owner calls. */
export const withKey =
  (apiKey: string): Stranger['send'] =>
  async (api, route, request) => {
    const { url, headers, ...wire } = wireOf(route, request);
    return api.request(url, {
      ...wire,
      headers: { ...headers, authorization: `Bearer ${apiKey}` },
    } as RequestInit);
  };

/** Where it names a thing in a body, another's is answered so, if not as what is not there. */
const otherwise: Readonly<Record<string, { statuses: readonly number[]; why: string }>> = {
  'POST /v1/uploads/{uploadId}/complete body.part_ids[]': {
    statuses: [400],
    why: 'it names parts of this upload',
  },
  'POST /v1/vehicle/work body.handIns[].leaseToken': {
    statuses: [200],
    why: 'each hand-in has an answer of its own',
  },
  'POST /v1/vehicle/pieces body.leaseToken': { statuses: [403], why: 'a sealed token, not a name' },
};

/** Where a list goes on after a thing that is not there, or is made smaller by it. */
const listStatuses = [200, 400, 404];

type Doors = {
  routes: readonly DescribedRoute[];
  market: MarketThings;
  victim: Stranger;
  stranger: Stranger;
  kinds?: readonly Kind[];
  /** How a thing that is not there is answered, where another than 404 is as good. */
  statuses?: readonly number[];
};

/** What of the victim's the stranger can tell from what is not there, or can change. */
export async function foreignProblems(api: Api, doors: Doors): Promise<string[]> {
  const { routes, victim, stranger, market, kinds, statuses = [404] } = doors;
  const fields = namingFields(routes).filter(({ kind }) => kinds?.includes(kind) ?? true);
  if (fields.length < 2) return ['no field names a thing'];
  const problems: string[] = [];
  for (const { route, at, kind } of fields) {
    const foreign = victim.things[kind];
    if (foreign === undefined) {
      problems.push(`${route.name} ${at}: there is no ${kind} to try it with`);
      continue;
    }
    const ask = (id: string) => answerTo(api, stranger, { route, at, id, market });
    const pair = { foreign, unknown: unknownId(kind, foreign), statuses };
    problems.push(...(await toldApart(`${route.name} ${at}`, ask, pair)));
  }
  return problems;
}

type Pair = { foreign: string; unknown: string; statuses: readonly number[] };

/** What an instance keeps in memory may run out between two calls: what tells them apart does so each time. */
async function toldApart(
  place: string,
  ask: (id: string) => Promise<Answer>,
  { foreign, unknown, statuses }: Pair,
): Promise<string[]> {
  let found: string[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    // Kept from the first of the three on.
    await ask(unknown);
    const [theirs, nobodys] = [await ask(foreign), await ask(unknown)];
    const written = writtenBy(place, theirs);
    if (written.length > 0) return written;
    found = differences(place, { theirs, nobodys, statuses });
    if (found.length === 0) return [];
  }
  return found;
}

function writtenBy(place: string, { asked }: Answer): string[] {
  const written = asked.filter(({ isWrite, what }) => isWrite && !mayWrite.test(what));
  return written.length === 0 ? [] : [`${place}: it wrote ${JSON.stringify(written)}`];
}

function differences(
  place: string,
  { theirs, nobodys, statuses }: { theirs: Answer; nobodys: Answer; statuses: readonly number[] },
): string[] {
  const inBody = otherwise[place];
  const expected = place.includes(' query.') ? listStatuses : (inBody?.statuses ?? statuses);
  return [
    ...(JSON.stringify(theirs) === JSON.stringify(nobodys)
      ? []
      : [`${place}: another's ${JSON.stringify(theirs)}, nobody's ${JSON.stringify(nobodys)}`]),
    ...(expected.includes(theirs.status) ? [] : [`${place}: ${theirs.status} ${theirs.body}`]),
  ];
}

/** A rate, when a key was last used, and how far a vehicle has counted. */
const mayWrite = / (RATE|CREDENTIAL|VEHICLE|FLEET)\//;

/** Of the same shape as a real one, and of nobody. */
function unknownId(kind: Kind, real: string): string {
  if (kind === 'charter') return '77';
  if (kind === 'leaseToken') return Buffer.from(real, 'base64url').reverse().toString('base64url');
  if (kind === 'invoice') return real.replace(/[0-9a-z]{3}-/, 'zzz-');
  return `${real.slice(0, -3)}zzz`;
}
