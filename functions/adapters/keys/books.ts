import { padded } from './padded.ts';

/** What finance, Stripe and the bank say of the ledger, and the chain of its entries. */
export const bookKeys = {
  financePerson: (personId: string) => ({ pk: 'FINANCE', sk: `PERSON#${personId}` }),
  /** Who did what, of a month ("2027-01"), in the order of time. */
  auditMonth: (month: string) => `AUDIT#${month}`,
  auditRecord: (at: number, requestId: string) => ({
    pk: `AUDIT#${new Date(at).toISOString().slice(0, 7)}`,
    sk: `${padded(at, 15)}#${requestId}`,
  }),
  proposedAct: (proposalId: string) => ({ pk: 'FINANCE', sk: `PROPOSAL#${proposalId}` }),
  reversal: (reversalId: string) => ({ pk: 'FINANCE', sk: `REVERSAL#${reversalId}` }),
  /** The end of the journal's chain, and each link of it. */
  journalHead: () => ({ pk: 'JOURNAL', sk: 'HEAD' }),
  journalLink: (seq: number) => ({ pk: 'JOURNAL', sk: `LINK#${padded(seq, 12)}` }),
  /** Which entries a link holds of ten minutes, by day, so that one is found by its time. */
  journalSlot: (slotAt: number, seq: number) => ({
    pk: `JOURNAL#${new Date(slotAt).toISOString().slice(0, 10)}`,
    sk: `SLOT#${new Date(slotAt).toISOString().slice(11, 16)}#${padded(seq, 12)}`,
  }),
  /** An entry that came after its month was closed, and is in no link. */
  journalRefused: (businessKey: string) => ({ pk: 'JOURNAL', sk: `REFUSED#${businessKey}` }),
  /** A closed month ("2027-01"). */
  period: (month: string) => ({ pk: 'JOURNAL', sk: `PERIOD#${month}` }),
  /** An event of Stripe that came in: its names, for who has to take over what it is about. */
  stripeEvent: (eventId: string) => ({ pk: `STRIPE#EVENT#${eventId}`, sk: 'STRIPE-EVENT' }),
  /** Whose a connected account is. */
  stripeAccount: (accountId: string) => ({ pk: `STRIPE#ACCOUNT#${accountId}`, sk: 'ACCOUNT' }),
  stripeCursor: () => ({ pk: 'STRIPE', sk: 'CURSOR' }),
  /** An account at the platform's bank; the files that told of it, and their lines by day ("2027-01-08"). */
  bankAccount: (account: string) => ({ pk: 'BANK', sk: `ACCOUNT#${account}` }),
  bankStatement: (account: string, sha256: string) => ({ pk: `BANK#${account}`, sk: `STATEMENT#${sha256}` }),
  bankLine: (account: string, bookedOn: string, lineId: string) => ({
    pk: `BANK#${account}`,
    sk: `LINE#${bookedOn}#${lineId}`,
  }),
  /** What finance has to explain, and the runs that found it. */
  exception: (exceptionId: string) => ({ pk: 'EXCEPTIONS', sk: `EXCEPTION#${exceptionId}` }),
  reconciliation: (runId: string) => ({ pk: 'RECONCILIATIONS', sk: `RECONCILIATION#${runId}` }),
};
