import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import { type QuarantineDecision, wholeHour } from '../../shared/vehicle-state.ts';
import type { Standing, Verdict } from '../../shared/verification.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { readItems } from './read-items.ts';
import { indexedNames, latestUnder } from './read-pages.ts';

/** Where a vehicle stands in a list of them: what a page goes on after. */
type Listed = { place: string; vehicleId: string };
type Page = { after?: string | undefined; limit: number };

const decisionsMost = 100;

/** How vehicles' checks went, and what operators decided on them. */
export function standingsIn(db: DynamoDBDocumentClient, tableName: string) {
  /** A page reads the names that it shows, and no more. */
  async function page(indexPk: string, { after, limit }: Page): Promise<string[]> {
    const names: string[] = [];
    for await (const name of indexedNames(db, tableName, indexPk, { after, atOnce: limit })) {
      names.push(name);
      if (names.length >= limit) break;
    }
    return names;
  }
  return {
    /** All vehicles: those whose checks differed last come first. Eventually consistent. */
    async list(wanted: Page): Promise<Listed[]> {
      const places = await page(indexKeys.standing('').indexPk, wanted);
      return places.map((place) => ({ place, vehicleId: place.slice(place.indexOf('#') + 1) }));
    },

    /** Those that are quarantined, by whomever, in the order of their ids. Eventually consistent. */
    async quarantined(wanted: Page): Promise<Listed[]> {
      const places = await page(indexKeys.quarantined('').indexPk, wanted);
      return places.map((place) => ({ place, vehicleId: place }));
    },

    /** In no order; of a vehicle that was never checked there may be none. */
    async getMany(vehicleIds: readonly string[]): Promise<(Standing & { vehicleId: string })[]> {
      const items = await readItems(db, tableName, vehicleIds.map(keys.standing));
      return items.map(({ vehicleId, agreed = 0, differed = 0, differedAt }) => ({
        vehicleId: String(vehicleId),
        agreed: Number(agreed),
        differed: Number(differed),
        ...(differedAt !== undefined && { differedAt: Number(differedAt) }),
      }));
    },

    /** Latest first, at most a hundred. */
    async decisionsOn(vehicleId: string): Promise<QuarantineDecision[]> {
      const items = await latestUnder(db, tableName, keys.quarantineDecision(vehicleId), {
        limit: decisionsMost,
      });
      return items.map(({ pk: _pk, sk: _sk, ...decision }) => decision as QuarantineDecision);
    },
  };
}

export const standingWrites = {
  /** From now on operators find it in their list. Written again it stays the same. */
  begin: (vehicleId: string): Write =>
    changes(vehicleId, {
      expression: 'SET vehicleId = :id, indexPk = :indexPk, indexSk = if_not_exists(indexSk, :indexSk)',
      values: {},
    }),

  /** A check of a request of its: of both vehicles that ran it. Not in the vehicle's item, which each call writes. */
  judged: (vehicleId: string, verdict: Verdict, now: number): Write =>
    verdict === 'agrees'
      ? changes(vehicleId, {
          expression:
            'SET vehicleId = :id, indexPk = :indexPk, indexSk = if_not_exists(indexSk, :indexSk) ADD agreed :one',
          values: { ':one': 1 },
        })
      : changes(vehicleId, {
          expression:
            'SET vehicleId = :id, indexPk = :indexPk, indexSk = :indexSk, differedAt = :hour ADD differed :one',
          values: { ':one': 1, ':hour': wholeHour(now) },
          differedAt: wholeHour(now),
        }),

  /** Stays, whatever becomes of the vehicle. Of two at the very same moment one is refused with changed_meanwhile. */
  decide: (vehicleId: string, decision: QuarantineDecision): Write => ({
    put: {
      Item: { ...keys.quarantineDecision(vehicleId, decision.at), ...decision },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('changed_meanwhile', `vehicle ${vehicleId} was decided on meanwhile`),
  }),
};

type Change = { expression: string; values: Record<string, unknown>; differedAt?: number };

function changes(vehicleId: string, { expression, values, differedAt }: Change): Write {
  const { indexPk, indexSk } = indexKeys.standing(vehicleId, differedAt);
  return {
    update: {
      Key: keys.standing(vehicleId),
      UpdateExpression: expression,
      ExpressionAttributeValues: { ':id': vehicleId, ':indexPk': indexPk, ':indexSk': indexSk, ...values },
    },
    otherwise: new Refusal('changed_meanwhile', `the standing of vehicle ${vehicleId} was changed meanwhile`),
  };
}
