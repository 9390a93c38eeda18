import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerBalance } from '../../shared/customer-balance.ts';
import type { InvoiceStep } from '../../shared/follow-invoice.ts';
import {
  type Invoice,
  type InvoiceName,
  type InvoiceTerms,
  invoiceIdOf,
  withPending,
} from '../../shared/invoice.ts';
import type { MicroUsd } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { asSeen, changeStanding } from './customer-standing.ts';
import { indexKeys, keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';
import { indexedNames, latestUnder } from './read-pages.ts';

export function invoicesIn(db: DynamoDBDocumentClient, tableName: string) {
  const find = async ({ customerId, invoiceNo }: InvoiceName): Promise<Invoice | undefined> => {
    const Key = keys.invoice(customerId, invoiceNo);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item && invoiceFrom(Item);
  };
  return {
    find,

    async get(name: InvoiceName): Promise<Invoice> {
      const invoice = await find(name);
      if (!invoice) throw new Refusal('not_found', `No invoice found with id '${invoiceIdOf(name)}'.`);
      return invoice;
    },

    /** Latest first, at most `limit`, after the one of the number `after`. */
    async list(
      customerId: string,
      { limit, after }: { limit: number; after?: number | undefined },
    ): Promise<Invoice[]> {
      const all = { pk: keys.invoice(customerId, 0).pk, sk: 'INVOICE#' };
      const from = after === undefined ? undefined : keys.invoice(customerId, after);
      return (await latestUnder(db, tableName, all, { after: from, limit })).map(invoiceFrom);
    },

    async findTerms(customerId: string): Promise<InvoiceTerms | undefined> {
      const Key = keys.invoiceTerms(customerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && termsFrom(Item);
    },

    /** Everybody who was ever approved to be invoiced. */
    invoiced: () => indexedNames(db, tableName, indexKeys.invoiced('').indexPk),

    /** Those that are neither paid nor void, after the one named: one that was given up may still be paid. */
    async *open(after?: string): AsyncGenerator<InvoiceName> {
      for await (const id of indexedNames(db, tableName, indexKeys.openInvoice('').indexPk, { after }))
        yield invoiceNameOf(id);
    },
  };
}

/** Of an id such as `cus_1-3`. Refuses with not_found where it can be no invoice's. */
export function invoiceNameOf(invoiceId: string): InvoiceName {
  const at = invoiceId.lastIndexOf('-');
  const invoiceNo = Number(invoiceId.slice(at + 1));
  if (at < 1 || !Number.isSafeInteger(invoiceNo) || invoiceNo < 1)
    throw new Refusal('not_found', `No invoice found with id '${invoiceId}'.`);
  return { customerId: invoiceId.slice(0, at), invoiceNo };
}

export const invoiceWrites = {
  /**
   * Written before Stripe is told; refused where another of the customer is on its way, or the balance is not what it
   * was decided on.
   */
  plan: (invoice: Invoice, terms: InvoiceTerms, balance: CustomerBalance): Write[] => [
    unchanged(invoice.customerId, balance),
    {
      put: { Item: itemOf(invoice), ConditionExpression: 'attribute_not_exists(pk)' },
      otherwise: new Refusal('changed_meanwhile', `invoice ${invoiceIdOf(invoice)} was written meanwhile`),
    },
    invoiceWrites.saveTerms(withPending(terms, invoice)),
  ],

  /** `terms` in the place of those it was decided on; version 0: there were none. */
  saveTerms: (terms: InvoiceTerms): Write => ({
    put: {
      Item: {
        ...keys.invoiceTerms(terms.customerId),
        ...indexKeys.invoiced(terms.customerId),
        ...terms,
        version: terms.version + 1,
      },
      ConditionExpression: terms.version === 0 ? 'attribute_not_exists(pk)' : '#version = :loaded',
      ...(terms.version > 0 && {
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':loaded': terms.version },
      }),
    },
    otherwise: new Refusal('changed_meanwhile', `the terms of ${terms.customerId} were changed meanwhile`),
  }),

  /** The next invoice may be written. */
  freeTerms: ({ customerId, invoiceNo }: InvoiceName): Write => ({
    update: {
      Key: keys.invoiceTerms(customerId),
      UpdateExpression: 'ADD version :one REMOVE pendingInvoiceNo',
      ConditionExpression: 'pendingInvoiceNo = :no',
      ExpressionAttributeValues: { ':one': 1, ':no': invoiceNo },
    },
    otherwise: new Refusal('changed_meanwhile', `invoice ${invoiceNo} of ${customerId} was sent meanwhile`),
  }),

  /** `next` in the place of the one it was decided on. */
  save: (next: Invoice): Write => ({
    put: {
      Item: itemOf({ ...next, version: next.version + 1 }),
      ConditionExpression: '#version = :loaded',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':loaded': next.version },
    },
    otherwise: new Refusal('changed_meanwhile', `invoice ${invoiceIdOf(next)} was changed meanwhile`),
  }),

  /** A step's whole effect. The invoice's own version keeps it from being taken twice; its entries' keys do as well. */
  step: (step: InvoiceStep, wasPending: boolean): Write[] => {
    const { invoice, entries } = step;
    return [
      invoiceWrites.save(invoice),
      ...entries.map((entry) => ledgerWrites.post(entry, { opensRoot: entry.kind === 'invoice' })),
      ...changeStanding(invoice.customerId, {
        by: step.by,
        ...(step.freezes && { freeze: step.freezes }),
        ...(step.thaws && { thaw: step.thaws }),
      }),
      ...(wasPending ? [invoiceWrites.freeTerms(invoice)] : []),
      ...(step.by.creditLimitMicroUsd ? [agreedLimit(invoice, step.by.creditLimitMicroUsd)] : []),
    ];
  },

  /** The limit in force moves, and what may be spent with it. It falls only where nobody spent meanwhile. */
  moveLimit: (customerId: string, byMicroUsd: MicroUsd, balance: CustomerBalance): Write[] =>
    changeStanding(customerId, {
      by: { availableMicroUsd: byMicroUsd, creditLimitMicroUsd: byMicroUsd },
      ...(byMicroUsd < 0n && { seen: asSeen(balance) }),
    }),
};

/** Nothing was held, released, paid in or taken back since. */
const unchanged = (
  customerId: string,
  { availableMicroUsd, receivableMicroUsd }: CustomerBalance,
): Write => ({
  update: {
    Key: keys.customerBalance(customerId),
    UpdateExpression: 'SET availableMicroUsd = :available',
    ConditionExpression: `availableMicroUsd = :available AND ${receivableMicroUsd === 0n ? '(attribute_not_exists(receivableMicroUsd) OR receivableMicroUsd = :receivable)' : 'receivableMicroUsd = :receivable'}`,
    ExpressionAttributeValues: { ':available': availableMicroUsd, ':receivable': receivableMicroUsd },
  },
  otherwise: new Refusal('changed_meanwhile', `the balance of ${customerId} was changed meanwhile`),
});

/** What an invoice that is given up takes of the limit stays taken. */
const agreedLimit = ({ customerId }: Invoice, byMicroUsd: bigint): Write => ({
  update: {
    Key: keys.invoiceTerms(customerId),
    UpdateExpression: 'ADD version :one, limitMicroUsd :by',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':one': 1, ':by': byMicroUsd },
  },
  otherwise: new Refusal('not_found', `customer ${customerId} has no terms to be invoiced on`),
});

const isOpen = ({ state }: Invoice) => state !== 'paid' && state !== 'void';

const itemOf = (invoice: Invoice) => ({
  ...keys.invoice(invoice.customerId, invoice.invoiceNo),
  ...(isOpen(invoice) && indexKeys.openInvoice(invoiceIdOf(invoice))),
  ...invoice,
});

/** An invoice as it lies in the table, or as a stream record shows it. */
export function invoiceFrom(item: Record<string, unknown>): Invoice {
  const {
    pk: _pk,
    sk: _sk,
    indexPk: _indexPk,
    indexSk: _indexSk,
    ...invoice
  } = item as Invoice & Record<string, unknown>;
  const { writtenOff } = invoice;
  return {
    ...invoice,
    paidMicroUsd: BigInt(invoice.paidMicroUsd),
    ...(writtenOff && {
      writtenOff: {
        amountMicroUsd: BigInt(writtenOff.amountMicroUsd),
        limitMicroUsd: BigInt(writtenOff.limitMicroUsd),
      },
    }),
  };
}

function termsFrom(item: Record<string, unknown>): InvoiceTerms {
  const {
    pk: _pk,
    sk: _sk,
    indexPk: _indexPk,
    indexSk: _indexSk,
    ...terms
  } = item as InvoiceTerms & Record<string, unknown>;
  return { ...terms, limitMicroUsd: BigInt(terms.limitMicroUsd) };
}
