import type { Patch } from '../patch.ts';

const webhook = 'functions/adapters/stripe-webhook.ts';
const ofWebhook = { file: 'test/adapters/stripe-webhook.test.ts' };
const ofRefund = { file: 'test/shared/refund.test.ts' };

export const moneyInBugs: readonly Patch[] = [
  {
    name: 'top-up-at-each-event',
    why: 'One payment that five events tell of is credited five times.',
    file: 'shared/top-up.ts',
    changes: [
      {
        find: 'const businessKey = `customer/${customerId}/top-up/${topUp.paymentIntentId}`;',
        replace: 'const businessKey = `customer/${customerId}/top-up/${topUp.paymentIntentId}-${now}`;',
      },
    ],
    caughtBy: {
      file: 'test/shared/top-up.test.ts',
      test: 'a payment is one entry, and its fee another, whenever it is told and however often',
    },
  },
  {
    name: 'webhook-of-the-future',
    why: 'What was signed once for a time far ahead can be sent again until then.',
    file: webhook,
    changes: [
      {
        find: 'if (signedAtSeconds(signature) * 1_000 > now + toleranceSeconds * 1_000)',
        replace: 'if (signedAtSeconds(signature) < 0)',
      },
    ],
    caughtBy: { ...ofWebhook, test: 'a time of the present before the signed one does not hide' },
  },
  {
    name: 'livemode-unchecked',
    why: 'Play money of test mode is credited in live mode.',
    file: webhook,
    changes: [{ find: 'event.livemode !== livemode', replace: 'event.livemode === undefined' }],
    caughtBy: { ...ofWebhook, test: 'an event of the other mode is refused' },
  },
  {
    name: 'event-of-anybodys-account',
    why: 'An owner’s own account tells of a payment, and the platform believes that it was paid.',
    file: webhook,
    changes: [
      {
        find: "(event.account !== undefined) !== (endpoint === 'connected')",
        replace: "event.account === '' && endpoint === 'connected'",
      },
    ],
    caughtBy: { ...ofWebhook, test: 'an event of an account is refused where the platform’s own come in' },
  },
  {
    name: 'promo-refunded-as-cash',
    why: 'Credit that was given goes out as money.',
    file: 'shared/payment.ts',
    changes: [
      {
        find: 'const unspent = paid < own ? paid : own;',
        replace: 'const unspent = own < 0n ? own : balance.availableMicroUsd;',
      },
    ],
    caughtBy: { ...ofRefund, test: 'credit that was given, or lent, is not refunded' },
  },
  {
    name: 'receivable-ignored-at-refund',
    why: 'Who has not paid an invoice gets what it asks for back as cash.',
    file: 'shared/payment.ts',
    changes: [
      { find: 'paidMicroUsd(balance) - balance.receivableMicroUsd', replace: 'paidMicroUsd(balance)' },
    ],
    caughtBy: { ...ofRefund, test: 'while an invoice is unpaid, what it asks for is not refunded' },
  },
  {
    name: 'refund-beyond-its-payment',
    why: 'A payment that was refunded in part is refunded whole.',
    file: 'shared/refund.ts',
    changes: [
      { find: 'grossMicroUsd - takenBackMicroUsd;', replace: 'grossMicroUsd + 0n * takenBackMicroUsd;' },
    ],
    caughtBy: { ...ofRefund, test: 'the latest payments go first, each no further than what is left of it' },
  },
  {
    name: 'frozen-customer-refunds',
    why: 'Whoever charged a stolen card has it paid out meanwhile.',
    file: 'shared/refund.ts',
    changes: [{ find: '  refuseFrozen(balance);\n', replace: '' }],
    caughtBy: { ...ofRefund, test: 'who is frozen refunds nothing' },
  },
  {
    name: 'balance-below-zero',
    why: 'Of many holds at once each finds the same money.',
    file: 'functions/adapters/ledger.ts',
    changes: [{ find: '`${name} >= :least_${name}`', replace: '`${name} <> :least_${name}`' }],
    caughtBy: {
      file: 'test/adapters/customer-balances.test.ts',
      test: 'of ten holds at once those that the balance covers',
    },
  },
  {
    name: 'hold-of-a-frozen-customer',
    why: 'Who was frozen in the very moment of a hold spends on.',
    file: 'functions/adapters/customer-balances.ts',
    changes: [{ find: "'attribute_not_exists(frozenBy)'", replace: "'attribute_not_exists(neverThere)'" }],
    caughtBy: {
      file: 'test/adapters/customer-balances.test.ts',
      test: 'a customer who was frozen meanwhile holds nothing more',
    },
  },
  {
    name: 'credit-limit-lent-twice',
    why: 'What is invoiced and not paid does not use up the limit: it is lent again each month.',
    file: 'shared/customer-balance.ts',
    changes: [
      {
        find: 'balance.receivableMicroUsd + greaterOf(-paidMicroUsd(balance), 0n)',
        replace: 'greaterOf(-paidMicroUsd(balance), 0n)',
      },
    ],
    caughtBy: {
      file: 'test/shared/customer-balance.test.ts',
      test: 'what may be spent is what was paid and given and may be owed, less what is invoiced',
    },
  },
];
