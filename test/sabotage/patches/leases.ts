import type { Patch } from '../patch.ts';

const handIn = 'shared/hand-in.ts';
const tasks = 'functions/adapters/tasks.ts';
const ofHandIn = { file: 'test/shared/hand-in.test.ts' };
const ofTasks = { file: 'test/adapters/tasks.test.ts' };
const ofEndings = { file: 'test/flows/early-endings.test.ts' };

export const leaseBugs: readonly Patch[] = [
  {
    name: 'hand-in-under-any-fence',
    why: 'A vehicle that lost its lease and got it again counts for what it did under the first one.',
    file: handIn,
    changes: [{ find: 'task.fence !== claim.fence || !task.lease', replace: '!task.lease' }],
    caughtBy: { ...ofHandIn, test: 'a fence that is not the current one is refused, older or newer' },
  },
  {
    name: 'hand-in-written-under-any-fence',
    why: 'Between the look and the write another lease was given: both results count.',
    file: tasks,
    changes: [
      {
        find: "openedAt = :now REMOVE lease',\n      ConditionExpression: 'fence = :fence AND",
        replace: "openedAt = :now REMOVE lease',\n      ConditionExpression: 'fence >= :fence AND",
      },
    ],
    caughtBy: { ...ofTasks, test: 'of another vehicle, an older fence or a closed task is refused' },
  },
  {
    name: 'lease-released-by-anybody',
    why: 'A lock is let go by somebody who does not hold it any more.',
    file: tasks,
    changes: [
      {
        find: "openedAt = :now REMOVE lease',\n      ConditionExpression: 'fence = :fence AND lease.v = :vehicle AND",
        replace:
          "openedAt = :now REMOVE lease',\n      ConditionExpression: 'fence = :fence AND (lease.v = :vehicle OR lease.v <> :vehicle) AND",
      },
    ],
    caughtBy: { ...ofTasks, test: 'of another vehicle, an older fence or a closed task is refused' },
  },
  {
    name: 'lease-over-a-moment-late',
    why: 'At the very end of a lease two vehicles hold it.',
    file: 'shared/lease.ts',
    changes: [{ find: 'now >= lease.endsAt', replace: 'now > lease.endsAt' }],
    caughtBy: {
      file: 'test/shared/lease.test.ts',
      test: 'a lease is alive until the millisecond before its end, and over at its end',
    },
  },
  {
    name: 'hand-in-written-a-moment-late',
    why: 'What came at the very end of a lease counts, beside what the next lessee does.',
    file: tasks,
    changes: [
      {
        find: "openedAt = :now REMOVE lease',\n      ConditionExpression: 'fence = :fence AND lease.v = :vehicle AND lease.e > :now",
        replace:
          "openedAt = :now REMOVE lease',\n      ConditionExpression: 'fence = :fence AND lease.v = :vehicle AND lease.e >= :now",
      },
    ],
    caughtBy: { ...ofTasks, test: 'counts until the last millisecond of the lease, and not at its end' },
  },
  {
    name: 'prolonged-lease-taken-away',
    why: 'A vehicle that was told to go on works for nothing, and a live call waits for two.',
    file: tasks,
    changes: [{ find: 'lease.e <= :now)', replace: 'lease.e <= :now OR lease.e > :now)' }],
    caughtBy: { ...ofTasks, test: 'prolonged while another vehicle was about to be given the task' },
  },
  {
    name: 'one-task-for-two-vehicles',
    why: 'Of two that race for a task both get it.',
    file: tasks,
    changes: [{ find: "'fence = :previous AND", replace: "'fence >= :previous AND" }],
    caughtBy: {
      ...ofTasks,
      test: 'decided on before another vehicle had the task and gave it back is refused',
    },
  },
  {
    name: 'sign-of-life-after-the-end',
    why: 'A lease that was over lives again, while another vehicle is given the task.',
    file: 'shared/live-lease.ts',
    changes: [{ find: ' || isOver(lease, now)', replace: '' }],
    caughtBy: { file: 'test/shared/live-lease.test.ts', test: 'at the lease’s end comes too late' },
  },
  {
    name: 'request-finished-twice',
    why: 'A request that an earlier lease finished counts, and is paid, a second time.',
    file: handIn,
    changes: [{ find: 'if (has(task.done, i))', replace: 'if (has(task.done, -1))' }],
    caughtBy: { ...ofHandIn, test: 'a request that an earlier lease finished is refused a second time' },
  },
  {
    name: 'ceiling-of-each-segment-alone',
    why: 'Three vehicles in turn bill three times what the customer was quoted.',
    file: handIn,
    changes: [{ find: '(sum, segment) => sum + segment.referenceMicros,', replace: '(sum) => sum,' }],
    caughtBy: { ...ofHandIn, test: 'the segments of a task together stay within what it was quoted at' },
  },
  {
    name: 'repeated-hand-in-counts-again',
    why: 'A vehicle that never heard our answer sends its hand-in again, and is refused what it did.',
    file: handIn,
    changes: [
      { find: 'earlier.resultSha256 === result?.sha256', replace: 'earlier.resultSha256 === undefined' },
    ],
    caughtBy: { ...ofHandIn, test: 'the same hand-in again changes nothing, also long after the lease' },
  },
  {
    name: 'rest-dropped',
    why: 'What the third driver left over is run by nobody, and the batch says that it is complete.',
    file: 'functions/market/advance-batch.ts',
    changes: [
      { find: 'if (isCutShort(task) && !batch.ending)', replace: 'if (isCutShort(task) && batch.ending)' },
    ],
    caughtBy: {
      file: 'test/flows/vehicle-drives-away.test.ts',
      test: 'a task that three drivers interrupt goes on as a new task, and its lines keep their order',
    },
  },
  {
    name: 'rest-of-a-cancelled-batch',
    why: 'A batch that was cancelled meanwhile gets a task that nobody closes: it never ends.',
    file: 'functions/market/advance-batch.ts',
    changes: [{ find: '  if (batch.ending) return undefined;\n', replace: '' }],
    caughtBy: {
      ...ofEndings,
      test: 'what was left over is no new task where its batch is cancelled in the middle',
    },
  },
  {
    name: 'lost-cancellation',
    why: 'A cancelled batch whose message was lost stays open for ever.',
    file: 'functions/market/sweep-batches.ts',
    changes: [{ find: ' || swept.unclosed', replace: '' }],
    caughtBy: { ...ofEndings, test: 'a cancellation that nobody followed is followed by the sweep' },
  },
  {
    name: 'poisonous-task-for-ever',
    why: 'A task at which every vehicle dies takes one after the other off the road.',
    file: 'shared/sweep.ts',
    changes: [{ find: 'task.lostLeases >= lostLeasesLimit', replace: 'task.lostLeases < 0' }],
    caughtBy: {
      file: 'test/shared/sweep.test.ts',
      test: 'is a task after eight leases without a word, once the last is over',
    },
  },
  {
    name: 'lease-token-of-anybody',
    why: 'A token that was overheard opens for another vehicle.',
    file: 'functions/adapters/lease-token.ts',
    changes: [
      { find: '`lease token of ${vehicleId}`', replace: "'lease token'.slice(0, vehicleId.length && 11)" },
    ],
    caughtBy: {
      file: 'test/adapters/lease-token.test.ts',
      test: 'a lease token opens for the vehicle that it was sealed for, and for no other',
    },
  },
  {
    name: 'result-of-another-hash',
    why: 'What is delivered is not what was accepted.',
    file: 'functions/adapters/task-objects.ts',
    changes: [{ find: 'if (found !== sha256)', replace: 'if (found === undefined)' }],
    caughtBy: {
      file: 'test/adapters/sealed-tasks.test.ts',
      test: 'of another version, another hash, or none at all is refused',
    },
  },
];
