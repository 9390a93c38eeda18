import { expect, test } from 'vitest';
import { type Standing, waitingBecause } from '../../shared/waiting-because.ts';

const now = Date.UTC(2027, 0, 1, 12);
const standing = (changes: Partial<Standing>): Standing => ({
  status: 'in_progress',
  model: 'm-1',
  leased: 0,
  open: 3,
  returned: 0,
  pendingChecks: 0,
  vehicles: 2,
  firstFreeAt: now,
  now,
  ...changes,
});

test.each<[what: string, Partial<Standing>, code: string | null, words: string]>([
  ['is being planned', { status: 'validating', vehicles: 0 }, 'planning', 'bundled into tasks'],
  ['is run by a vehicle', { leased: 1, vehicles: 0, returned: 2 }, null, ''],
  ['is about to be asked for by an idle vehicle', {}, null, ''],
  ['has nobody', { vehicles: 0, firstFreeAt: undefined }, 'no_vehicle_with_model', 'the model m-1 is parked'],
  ['has nobody since its vehicle left', { vehicles: 0, returned: 1 }, 'no_vehicle_with_model', 'm-1'],
  ['lost one of its vehicles', { returned: 1 }, 'retrying_after_vehicle_left', 'left of 1 task goes'],
  ['lost several', { returned: 4, firstFreeAt: now + 1 }, 'retrying_after_vehicle_left', '4 tasks'],
  [
    'finds all busy',
    { firstFreeAt: now + 540_000 },
    'all_vehicles_busy',
    'All 2 vehicles with the model m-1 are busy until about 2027-01-01 12:09 UTC',
  ],
  [
    'finds the one busy',
    { vehicles: 1, firstFreeAt: now + 60_000 },
    'all_vehicles_busy',
    'The one vehicle with the model m-1 is busy until about 2027-01-01 12:01 UTC',
  ],
  [
    'is over its project cap',
    { limit: 'project_cap', vehicles: 0 },
    'project_cap',
    'spend cap of the project',
  ],
  ['is over its cap', { limit: 'your_cap' }, 'your_cap', 'Your spend cap'],
  ['is over its rate', { limit: 'rate_limited' }, 'rate_limited', 'Your rate limit'],
  ['has too much enqueued', { limit: 'enqueued_limit' }, 'enqueued_limit', 'tokens enqueued'],
  ['is limited, but run', { limit: 'rate_limited', leased: 1 }, null, ''],
  ['is being cancelled', { status: 'cancelling', open: 0 }, null, ''],
  [
    'waits for its checks before it ends',
    { open: 0, pendingChecks: 2 },
    'checking_results',
    '2 tasks are being checked',
  ],
  ['is being written', { status: 'finalizing' }, 'assembling', 'output and error files'],
  [
    'is delivered and being checked',
    { status: 'completed', pendingChecks: 1 },
    'checking_results',
    'delivered. 1 task is being checked',
  ],
  ['is done', { status: 'completed', open: 0 }, null, ''],
  ['has expired', { status: 'expired' }, null, ''],
  ['was cancelled', { status: 'cancelled' }, null, ''],
  ['failed', { status: 'failed', vehicles: 0, pendingChecks: 1 }, null, ''],
])('a batch that %s', (_what, changes, code, words) => {
  const because = waitingBecause(standing(changes));
  expect(because?.code ?? null).toBe(code);
  expect(because?.message ?? '').toContain(words);
});
