import type { Patch } from '../patch.ts';

const ofProof = { file: 'test/edge/authenticate-vehicle.test.ts' };
const ofLease = { file: 'test/shared/lease.test.ts' };

export const vehicleBugs: readonly Patch[] = [
  {
    name: 'vehicles-clock-trusted',
    why: 'What a vehicle signed an hour ago is good now.',
    file: 'functions/edge/vehicle-proof.ts',
    changes: [{ find: 'const skewSeconds = 60;', replace: 'const skewSeconds = 3_600;' }],
    caughtBy: { ...ofProof, test: 'time goes on: a proof that was good a minute ago is not good now' },
  },
  {
    name: 'proof-of-another-body',
    why: 'Whoever is between changes what a vehicle says.',
    file: 'functions/edge/vehicle-proof.ts',
    changes: [
      {
        find: "if (claims.bh !== createHash('sha256').update(body).digest('base64url'))",
        replace: "if (claims.bh === createHash('sha256').digest('base64url') && body.length > 0)",
      },
    ],
    caughtBy: { ...ofProof, test: 'for a body or a method that was changed under a good proof' },
  },
  {
    name: 'number-not-used-up',
    why: 'A captured call is sent again.',
    file: 'functions/adapters/vehicle-admission.ts',
    changes: [
      {
        find: 'AND #run = :run AND #sequence < :sequence`',
        replace: 'AND #run = :run AND (#sequence < :sequence OR #sequence >= :sequence)`',
      },
    ],
    caughtBy: { ...ofProof, test: 'is refused, three times out of three' },
  },
  {
    name: 'quarantine-by-operator-escaped',
    why: 'An owner lets a vehicle back that an operator shut out.',
    file: 'shared/vehicle-state.ts',
    changes: [
      {
        find: "if (record.stateReason === 'by_operator') throw",
        replace: "if (record.stateReason === 'by_operator' && isPayHeld) throw",
      },
    ],
    caughtBy: {
      file: 'test/flows/operator-vehicles.test.ts',
      test: 'is got around by no new key: not by reinstating, not by a code, not by a code from before it',
    },
  },
  {
    name: 'quarantine-ignored',
    why: 'A thief with a copy of the key works on.',
    file: 'shared/vehicle-state.ts',
    changes: [
      { find: "if (record.state === 'active') return;", replace: "if (record.state !== 'revoked') return;" },
    ],
    caughtBy: {
      file: 'test/adapters/vehicles.test.ts',
      test: 'are one that was started anew, until the first one shows that it lives',
    },
  },
  {
    name: 'owner-checks-own-work',
    why: 'Whoever lies says so with a second car: yes, it is true.',
    file: 'shared/lease.ts',
    changes: [
      {
        find: 'task.barredOwners?.includes(lessee.ownerId)',
        replace: 'task.barredOwners?.includes(lessee.vehicleId)',
      },
    ],
    caughtBy: { ...ofLease, test: 'a check of an owner’s work is refused to every vehicle of this owner' },
  },
  {
    name: 'routing-ignored',
    why: 'What may run in one region alone runs in another.',
    file: 'shared/lease.ts',
    changes: [
      { find: 'if (!meetsRouting(lessee, task.routing))', replace: 'if (!meetsRouting(lessee, undefined))' },
    ],
    caughtBy: { ...ofLease, test: 'a task goes to no vehicle that its customer does not want it to run on' },
  },
  {
    name: 'net-floor-ignored',
    why: 'A car computes at a loss to its owner.',
    file: 'shared/net-pay.ts',
    changes: [
      {
        find: 'return netNanoUsd >= roundedUp(floor, microsPerHour);',
        replace: 'return netNanoUsd >= 0n * floor - 10n ** 18n;',
      },
    ],
    caughtBy: {
      file: 'test/shared/offer.test.ts',
      test: 'falls below nothing where power is dear: then it is not offered',
    },
  },
  {
    name: 'offer-beyond-the-deadline',
    why: 'A vehicle is given what expires before it is done, and is paid for none of it.',
    file: 'shared/offer.ts',
    changes: [
      {
        find: "    throw new Refusal('too_long', `task ${taskId(task)} would end after its batch, at ${endsAt}`);",
        replace: '    void endsAt;',
      },
    ],
    caughtBy: {
      file: 'test/shared/offer.test.ts',
      test: 'before its batch expires, counted from when the vehicle gets to it',
    },
  },
  {
    name: 'hours-without-summer-time',
    why: 'Twice a year a car computes for an hour that its owner did not allow.',
    file: 'shared/charter/weekly-hours.ts',
    changes: [
      {
        find: 'endsAt: firstInstantOf(timeZone, midnight + end + (end > start ? 0 : dayMillis)),',
        replace:
          'endsAt: firstInstantOf(timeZone, midnight + start) + end - start + (end > start ? 0 : dayMillis),',
      },
    ],
    caughtBy: {
      file: 'test/shared/charter/weekly-hours.test.ts',
      test: 'however the hours of a day are cut into windows, they add up to the day',
    },
  },
  {
    name: 'code-guessed-without-end',
    why: 'A one-time code is tried until it fits.',
    file: 'functions/adapters/enrolment-codes.ts',
    changes: [{ find: 'AND tries < :most', replace: 'AND tries <= :most' }],
    caughtBy: {
      file: 'test/adapters/vehicles.test.ts',
      test: 'gives five tries, to those who come one by one',
    },
  },
  {
    name: 'verdict-of-another-length',
    why: 'A model that is cheaper and says less passes for the one that is paid for.',
    file: 'shared/verification.ts',
    changes: [
      {
        find: 'if (!sameFrame) return',
        replace: 'if (!sameFrame && original.status !== again.status) return',
      },
    ],
    caughtBy: {
      file: 'test/shared/verification.test.ts',
      test: 'with one more token metered differs: units are what is billed',
    },
  },
];
