import { z } from 'zod';
import { type Charter, charter, charterBytes } from './charter.ts';
import type { JsonWebKeys } from './contract/receipts.ts';
import { Refusal } from './refusal.ts';
import { headerOf, isSignedBy, verifyingKeys } from './signed-statement.ts';

/** What an owner agrees to with each charter. A text never changes under its version. */
export const consentTexts = {
  '1':
    'My vehicles may compute for customers of the market within the charter, which each vehicle judges by itself. ' +
    'The energy is drawn at my plug; battery, computer and cooling wear, and the reserve for that is shown with my ' +
    'earnings. The market stores this charter, with its weekly hours and its time zone, and no departure, trip or ' +
    'position. I may withdraw at any time; what was finished by then is paid.',
} as const;
export type ConsentTextVersion = keyof typeof consentTexts;
export const consentTextVersions = ['1'] as const satisfies readonly ConsentTextVersion[];

export const consentType = 'parkade-charter-consent+jws';

/** What the market signs of an owner's consent, so that a vehicle can check offline what it is to keep to. */
const consentClaims = z.strictObject({
  object: z.literal('charter_consent'),
  owner_id: z.string(),
  version: z.number().int().min(1).describe('Counts the charters of an owner from 1.'),
  sha256: z.string().describe('Of the canonical JSON (RFC 8785) of the charter, in hex.'),
  vehicle_ids: z.array(z.string()).nullable().describe('Whom it is for; null: all of the owner.'),
  text_version: z.enum(consentTextVersions).describe('Of the text that was agreed to.'),
  accepted_at: z.number().int().describe('Milliseconds since the epoch.'),
});
export const consentStatement = consentClaims.extend({ signature: z.string() });
export type ConsentClaims = z.infer<typeof consentClaims>;
export type ConsentStatement = z.infer<typeof consentStatement>;

/** A charter as it was agreed to: kept for ever, never changed. Without its text once the owner was erased. */
export type AgreedCharter = {
  ownerId: string;
  version: number;
  charter?: Charter;
  statement: ConsentStatement;
};

type Agreed = { version: number; withdrawnAt?: number };

/** Which charter is in force for whom. A later one counts before an earlier one, whomever both are for. */
export type Consent = {
  ownerId: string;
  lastVersion: number;
  /** How often it was changed: of two changes at once one gets through. */
  changes: number;
  /** For all vehicles, those of later too. */
  all?: Agreed;
  /** Of vehicles that were named after it. */
  vehicles: Readonly<Record<string, Agreed>>;
};

/** `withdrawn`: no work until there is a new version. `none`: the vehicle keeps to the charter that lies in it. */
export type CharterStanding =
  | { state: 'none'; version: null }
  | { state: 'agreed' | 'withdrawn'; version: number };

export function charterStanding(consent: Consent | undefined, vehicleId: string): CharterStanding {
  const own = consent?.vehicles[vehicleId];
  const agreed = [own, consent?.all]
    .filter((each) => each !== undefined)
    .sort((a, b) => b.version - a.version)[0];
  if (!agreed) return { state: 'none', version: null };
  return { state: agreed.withdrawnAt === undefined ? 'agreed' : 'withdrawn', version: agreed.version };
}

/** So many vehicles may have a charter of their own: they lie in one item, which each call of a vehicle reads. */
const vehiclesNamedMax = 500;

/** With the next version in force for these vehicles, or for all (null). Refuses with conflict: too many are named. */
export function agreeTo(
  consent: Consent | undefined,
  ownerId: string,
  vehicleIds: readonly string[] | null,
): Consent {
  const { lastVersion = 0, changes = 0, all, vehicles = {} } = consent ?? {};
  const agreed: Agreed = { version: lastVersion + 1 };
  const changed = { ownerId, lastVersion: agreed.version, changes: changes + 1 };
  if (vehicleIds === null) return { ...changed, all: agreed, vehicles: {} };
  const named = { ...vehicles, ...Object.fromEntries(vehicleIds.map((id) => [id, agreed])) };
  if (Object.keys(named).length > vehiclesNamedMax)
    throw new Refusal(
      'conflict',
      `At most ${vehiclesNamedMax} vehicles can have a charter of their own: agree to one for all, without vehicle_ids.`,
      { param: 'vehicle_ids' },
    );
  return { ...changed, ...(all && { all }), vehicles: named };
}

/**
 * Without consent to this version: vehicles that it is in force for get nothing. undefined where it was withdrawn
 * already. Refuses with conflict where it is in force for none.
 */
export function withdraw(consent: Consent, version: number, now: number): Consent | undefined {
  const { all, vehicles } = consent;
  const those = [all, ...Object.values(vehicles)].filter((agreed) => agreed?.version === version);
  if (those.length === 0)
    throw new Refusal(
      'conflict',
      `Version ${version} is in force for no vehicle any more: withdraw from the one that is.`,
    );
  if (those.every((agreed) => agreed?.withdrawnAt !== undefined)) return undefined;
  const without = (agreed: Agreed): Agreed =>
    agreed.version === version ? { ...agreed, withdrawnAt: now } : agreed;
  return {
    ...consent,
    changes: consent.changes + 1,
    ...(all && { all: without(all) }),
    vehicles: Object.fromEntries(Object.entries(vehicles).map(([id, agreed]) => [id, without(agreed)])),
  };
}

/** Refuses with invalid_request what would tell the market when somebody drives: such plans stay in the car. */
export function refuseDepartures({ departure }: Charter): void {
  for (const name of ['weekly', 'dated'] as const)
    if (departure[name].length > 0)
      throw new Refusal(
        'invalid_request',
        `charter.departure.${name}: times of departure are private to the car. Leave the list empty here, and put ` +
          'your plans into the charter file in the car: it heeds both.',
        { param: `charter.departure.${name}` },
      );
}

/** The charter that a car judges by: what its owner agreed to, with the plans that only the car knows. */
export const withOwnDepartures = (agreed: Charter, { departure }: Pick<Charter, 'departure'>): Charter => ({
  ...agreed,
  departure: {
    ...agreed.departure,
    weekly: [...agreed.departure.weekly, ...departure.weekly],
    dated: [...agreed.departure.dated, ...departure.dated],
  },
});

/** Of the bytes that the owner agreed to, in hex. */
export async function charterSha256(agreed: Charter): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', charterBytes(agreed));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

type Whose = { ownerId: string; vehicleId: string };

/**
 * Why a vehicle must not take a charter for its owner's; undefined where it may: a key of the market signed that this
 * owner agreed to exactly these bytes for this vehicle. Needs no network.
 */
export async function consentProblem(
  { charter: given, statement }: { charter: unknown; statement: ConsentStatement },
  { ownerId, vehicleId }: Whose,
  jwks: JsonWebKeys,
): Promise<string | undefined> {
  const parsed = charter.safeParse(given);
  if (!parsed.success) return 'It is no charter that this program understands.';
  const { signature, ...claims } = statement;
  const header = headerOf(signature);
  if (header?.typ !== consentType) return 'Its signature is not one of a consent.';
  const key = (await verifyingKeys(jwks)).get(header.kid);
  if (!key) return `It is signed by a key that is not known: ${header.kid}.`;
  if (!(await isSignedBy(key, claims, signature))) return 'Its signature is not over what it says.';
  if (claims.owner_id !== ownerId) return `It is of another owner, ${claims.owner_id}.`;
  if (claims.vehicle_ids !== null && !claims.vehicle_ids.includes(vehicleId))
    return 'It is for other vehicles.';
  if (claims.sha256 !== (await charterSha256(parsed.data)))
    return 'It is not the charter that was agreed to.';
  return undefined;
}
