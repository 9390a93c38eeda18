import Stripe from 'stripe';
import { type Credential, credentialWrites } from '../../functions/adapters/credentials.ts';
import type { Api } from '../../functions/edge/http.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRights, neededRights } from '../../shared/finance-right.ts';
import { neededScope, scopes } from '../../shared/scope.ts';
import type { Market } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import type { DescribedRoute, Folder } from './described-routes.ts';
import { type Stranger, withKey } from './foreign-things.ts';
import { type Request, wireOf } from './requests.ts';
import { seenBy } from './seen-calls.ts';
import { vehicleSender } from './vehicle-sender.ts';

/** A credential that must not do: how it is sent, and how it is refused. */
export type Wrong = { who: string; send: Stranger['send']; status: number };

type Whose = { customerId: string; ownerId: string };

/** They need no key: what they answer is the same for everybody. */
export const publicRoutes: ReadonlySet<string> = new Set([
  'GET /v1/openapi.json',
  'GET /v1/owner/openapi.json',
  'GET /v1/finance/openapi.json',
  'GET /v1/operator/openapi.json',
  'GET /docs',
  'GET /docs/reference.js',
  'GET /paid',
  'GET /not-paid',
  'GET /onboarded',
  'GET /link-expired',
  'GET /.well-known/jwks.json',
]);

/** A path of a route as it is called: scopes and rights are asked by it. */
const called = ({ path }: DescribedRoute) => path.replace(/\{\w+\}/g, 'x');

/** Keys of every role, some of which were good once, by what is wrong with them. */
export async function keysOf(market: Market, { customerId, ownerId }: Whose) {
  const { deps } = market.cloud;
  const keyFor = async (credential: Credential) => {
    const { secret, sha256 } = newApiKey(deps.randomBytes);
    await deps.commit([credentialWrites.create(sha256, credential)]);
    return secret;
  };
  const principals = {
    customer: customerId,
    owner: ownerId,
    finance: 'fin_doors',
    operator: 'ope_doors',
  } as const;
  const roles = ['customer', 'owner', 'finance', 'operator'] as const;
  const made = async (more: Partial<Credential>) =>
    Object.fromEntries(
      await Promise.all(
        roles.map(async (role) => [role, await keyFor({ role, principalId: principals[role], ...more })]),
      ),
    ) as Record<(typeof roles)[number], string>;
  const customersOwn = {
    role: 'customer',
    principalId: customerId,
    keyId: 'key_x',
    projectId: 'default',
  } as const;
  const pairs = async <Name extends string>(names: readonly Name[], make: (name: Name) => Promise<string>) =>
    new Map(await Promise.all(names.map(async (name) => [name, await make(name)] as const)));
  return {
    good: await made({}),
    revoked: await made({ revokedAt: deps.now() - 1 }),
    expired: await made({ expiresAt: deps.now() - 1 }),
    rotatedOut: await made({ rotatedOutAt: deps.now() - 1 }),
    ofOneProject: await keyFor({ ...customersOwn, reach: 'project', scopes }),
    /** By the one scope that it lacks. */
    lacking: await pairs(scopes, (lacked) =>
      keyFor({ ...customersOwn, scopes: scopes.filter((scope) => scope !== lacked) }),
    ),
    /** By the one right that it has. */
    havingOnly: await pairs(financeRights, (right) =>
      keyFor({ role: 'finance', principalId: `fin_only_${right}`, may: [right] }),
    ),
  };
}
export type Keys = Awaited<ReturnType<typeof keysOf>>;

const unsent: Stranger['send'] = async (api, route, request) => {
  const { url, ...wire } = wireOf(route, request);
  return api.request(url, wire as RequestInit);
};

const withHeaders =
  (headers: Record<string, string>): Stranger['send'] =>
  async (api, route, request) => {
    const { url, ...wire } = wireOf(route, request);
    return api.request(url, { ...wire, headers: { ...wire.headers, ...headers } } as RequestInit);
  };

/** All credentials that must not carry the route out. */
export function wrongFor(
  route: DescribedRoute,
  keys: Keys,
  vehicles: { market: Market; right: TestVehicle; other: TestVehicle; revoked: TestVehicle },
): Wrong[] {
  const { folder } = route;
  if (publicRoutes.has(route.name)) return [];
  if (folder === 'vehicle') return [...bearers(keys, []), ...wrongProofs(route, vehicles)];
  if (folder === 'stripe')
    return [
      ...bearers(keys, []).map((wrong) => ({ ...wrong, status: 400 })),
      { who: 'a forged signature', send: withHeaders({ 'stripe-signature': forged() }), status: 400 },
    ];
  return [
    ...bearers(keys, [folder]),
    { who: "a vehicle's proof", send: vehicleSender(vehicles.market, vehicles.right), status: 401 },
    ...(['revoked', 'expired', 'rotatedOut'] as const).map((how) => ({
      who: `a key that is ${how}`,
      send: withKey(keys[how][folder]),
      status: 401,
    })),
    ...lackingFor(route, keys),
  ];
}

function lackingFor(route: DescribedRoute, keys: Keys): Wrong[] {
  const { folder, method } = route;
  if (folder === 'customer') {
    const scope = neededScope(method, called(route));
    const key = scope === undefined || scope === 'any key' ? undefined : keys.lacking.get(scope);
    return key === undefined ? [] : [{ who: `a key without ${scope}`, send: withKey(key), status: 403 }];
  }
  if (folder !== 'finance') return [];
  const needed = neededRights(method, called(route));
  return financeRights
    .filter((right) => !needed.includes(right))
    .map((right) => ({
      who: `a person who may only '${right}'`,
      send: withKey(keys.havingOnly.get(right) ?? ''),
      status: 403,
    }));
}

const bearers = (keys: Keys, takes: readonly Folder[]): Wrong[] => [
  { who: 'nobody', send: unsent, status: 401 },
  { who: 'a made-up key', send: withKey(`pk_${'x'.repeat(32)}`), status: 401 },
  { who: 'Basic authorization', send: withHeaders({ authorization: 'Basic eDp5' }), status: 401 },
  ...(['customer', 'owner', 'finance', 'operator'] as const)
    .filter((role) => !takes.includes(role))
    .map((role) => ({ who: `a key of the ${role} API`, send: withKey(keys.good[role]), status: 401 })),
];

function wrongProofs(
  route: DescribedRoute,
  {
    market,
    right,
    other,
    revoked,
  }: { market: Market; right: TestVehicle; other: TestVehicle; revoked: TestVehicle },
): Wrong[] {
  const by = (vehicle: TestVehicle, wrong: Parameters<typeof vehicleSender>[2] = {}) =>
    vehicleSender(market, vehicle, wrong);
  const kid = route.name === 'POST /v1/vehicle/enrolments' ? right.device.signingPublicKey : right.vehicleId;
  const proofs: Wrong[] = [
    { who: 'a proof of another URL', send: by(right, { kid, url: '/v1/vehicle/elsewhere' }), status: 401 },
    { who: 'a proof of another body', send: by(right, { kid, body: '{"other":1}' }), status: 401 },
    { who: 'a proof of two minutes ago', send: by(right, { kid, aheadMillis: -120_000 }), status: 401 },
    { who: 'a proof of in two minutes', send: by(right, { kid, aheadMillis: 120_000 }), status: 401 },
    { who: 'a proof by another vehicle', send: by(other, { kid }), status: 401 },
    { who: 'a proof of nobody', send: by(right, { kid: 'veh_nobody' }), status: 401 },
    { who: 'a proof that is none', send: withHeaders({ 'vehicle-proof': 'x.y.z' }), status: 401 },
  ];
  if (route.name === 'POST /v1/vehicle/enrolments') return proofs;
  return [
    ...proofs,
    { who: 'a used number', send: by(right, { seq: 1 }), status: 401 },
    { who: 'a revoked vehicle', send: by(revoked), status: 403 },
  ];
}

const forged = () =>
  Stripe.webhooks.generateTestHeaderString({ payload: '{}', secret: ['whsec', 'y'.repeat(32)].join('_') });

/** How the route was not refused as it must be, or what was written though it was. */
export async function wrongProblems(
  apis: Apis,
  { route, request, wrong }: { route: DescribedRoute; request: Request; wrong: Wrong },
): Promise<string[]> {
  const place = `${route.name} for ${wrong.who}`;
  const { result, asked } = await seenBy(async () => wrong.send(apis[route.folder], route, request));
  const text = await result.text();
  const wrote = asked.filter(({ isWrite, what }) => isWrite && !mayBeNoted.test(what));
  return [
    ...(result.status === wrong.status ? [] : [`${place}: ${result.status} ${text}`]),
    ...(wrote.length === 0 ? [] : [`${place}: ${JSON.stringify(wrote)}`]),
  ];
}

/** What a refused call may try to write: the trail of finance, a key's last use, and a vehicle's number, which is conditional. */
const mayBeNoted = /^((PutItem|UpdateItem|TransactWriteItems) AUDIT|UpdateItem (CREDENTIAL|VEHICLE))\//;

export type Apis = Readonly<Record<Folder, Api>>;
