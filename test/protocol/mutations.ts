/** A bug, put into the specification: the invariant of that name must catch it, or the specification says nothing. */
export type Mutation = {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  changes: readonly { find: string; replace: string }[];
  violates: string;
  /** Where to begin to look: what was found there once needs no search. */
  seed: string;
};

export const mutations: readonly Mutation[] = [
  {
    name: 'a hand-in under an older fence',
    file: 'lease.qnt',
    changes: [
      { find: 'task.fence != said.fence or not(isLeased(task))', replace: 'not(isLeased(task))' },
      { find: '    stored.fence == d.after.fence,\n', replace: '' },
    ],
    seed: '0x2f3c',
    violates: 'completionUnderLiveLease',
  },
  {
    name: 'an expiry that is off by one',
    file: 'lease.qnt',
    changes: [
      { find: 'now >= lease.endsAt', replace: 'now > lease.endsAt' },
      { find: 'stored.lease.endsAt > d.at', replace: 'stored.lease.endsAt >= d.at' },
    ],
    seed: '0x9003',
    violates: 'completionUnderLiveLease',
  },
  {
    name: 'a lease that the table grants whatever the fence',
    file: 'lease.qnt',
    changes: [{ find: 'stored.fence == d.after.fence - 1 and ', replace: '' }],
    seed: '0xc662',
    violates: 'oneLeaseAFence',
  },
  {
    name: 'a result of a request that another finished',
    file: 'lease.qnt',
    changes: [{ find: 'said.lines.intersect(task.done) != Set()', replace: 'false' }],
    seed: '0xfb9',
    violates: 'doneOnce',
  },
  {
    name: 'a settlement that does not ask whether it happened already',
    file: 'batch.qnt',
    changes: [{ find: '    book.settlements == s.hold,\n    book.page == s.page\n', replace: '    true\n' }],
    seed: '0x7',
    violates: 'paidOnce',
  },
  {
    name: 'a check that is paid at each delivery',
    file: 'batch.qnt',
    changes: [{ find: 'task.audit == "pending"', replace: 'task.audit != "none"' }],
    seed: '0x7',
    violates: 'auditPaidOnce',
  },
  {
    name: 'a settlement that waits for no check',
    file: 'batch.qnt',
    changes: [{ find: ' and task.audit != "pending"', replace: '' }],
    seed: '0x57a',
    violates: 'nothingPaidBeforeItsVerdict',
  },
  {
    name: 'a rest that becomes a task of a cancelled batch',
    file: 'market.qnt',
    changes: [{ find: ' and a.sawEnding == "" and s.book.ending == ""', replace: ' and a.sawEnding == ""' }],
    seed: '0x10838b',
    violates: 'cancelledGrowsNot',
  },
];
