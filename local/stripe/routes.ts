import { deleteAccount, retrieveAccount } from './account-access.ts';
import { createAccountLink } from './account-links.ts';
import { createAccount, listAccounts, updateAccount } from './accounts.ts';
import { listBalanceTransactions, retrieveBalance } from './balance.ts';
import type { Handler } from './call.ts';
import { createPrice, createProduct } from './catalogue.ts';
import { createCheckoutSession, expireCheckoutSession, listCheckoutSessions } from './checkout-sessions.ts';
import { createCustomer, listCustomers, updateCustomer } from './customers.ts';
import { closeDispute, listDisputes } from './disputes.ts';
import { listEvents } from './events.ts';
import { listFraudWarnings } from './fraud-warnings.ts';
import { createInvoiceItem, listInvoiceItems } from './invoice-items.ts';
import { listInvoicePayments } from './invoice-payments.ts';
import {
  createInvoice,
  finalizeInvoice,
  listInvoices,
  markUncollectible,
  retrieveInvoice,
  sendInvoice,
  updateInvoice,
  voidInvoice,
} from './invoices.ts';
import { listObjects } from './lists.ts';
import { retrieve } from './path-object.ts';
import { payInvoice } from './pay-invoice.ts';
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
  listPaymentIntents,
} from './payment-intents.ts';
import {
  attachPaymentMethod,
  createPaymentMethod,
  detachPaymentMethod,
  listCustomerMethods,
  listPaymentMethods,
} from './payment-methods.ts';
import { confirmPaymentPage } from './payment-pages.ts';
import { createPayout, listPayouts, updatePayout } from './payouts.ts';
import { createRefund, listRefunds, updateRefund } from './refunds.ts';
import { listThinEvents, retrieveThinEvent } from './thin-events.ts';
import { createTopup, listTopups } from './topups.ts';
import { createTransferReversal, listTransferReversals } from './transfer-reversals.ts';
import { createTransfer, listTransfers, updateTransfer } from './transfers.ts';
import { updateDispute } from './update-dispute.ts';

export type Route = readonly [method: 'DELETE' | 'GET' | 'POST', path: string, handler: Handler];

const chargeFilters = ['customer', 'payment_intent', 'transfer_group'];

/** Stripe's endpoints that the stand-in knows; any other is a 404. */
export const stripeRoutes: readonly Route[] = [
  ['POST', '/v1/account_links', createAccountLink],
  ['GET', '/v1/accounts', listAccounts],
  ['POST', '/v1/accounts', createAccount],
  ['DELETE', '/v1/accounts/:id', deleteAccount],
  ['GET', '/v1/accounts/:id', retrieveAccount],
  ['POST', '/v1/accounts/:id', updateAccount],
  ['GET', '/v1/balance', retrieveBalance],
  ['GET', '/v1/balance_transactions', listBalanceTransactions],
  ['GET', '/v1/balance_transactions/:id', retrieve('balance_transaction')],
  ['GET', '/v1/charges', (call) => listObjects(call, 'charge', { fields: chargeFilters })],
  ['GET', '/v1/charges/:id', retrieve('charge')],
  ['GET', '/v1/checkout/sessions', listCheckoutSessions],
  ['POST', '/v1/checkout/sessions', createCheckoutSession],
  ['GET', '/v1/checkout/sessions/:id', retrieve('checkout.session')],
  ['POST', '/v1/checkout/sessions/:id/expire', expireCheckoutSession],
  ['GET', '/v1/customers', listCustomers],
  ['POST', '/v1/customers', createCustomer],
  ['GET', '/v1/customers/:id', retrieve('customer')],
  ['POST', '/v1/customers/:id', updateCustomer],
  ['GET', '/v1/customers/:id/payment_methods', listCustomerMethods],
  ['GET', '/v1/disputes', listDisputes],
  ['GET', '/v1/disputes/:id', retrieve('dispute')],
  ['POST', '/v1/disputes/:id', updateDispute],
  ['POST', '/v1/disputes/:id/close', closeDispute],
  ['GET', '/v1/events', listEvents],
  ['GET', '/v1/events/:id', retrieve('event')],
  ['GET', '/v1/invoice_payments', listInvoicePayments],
  ['GET', '/v1/invoice_payments/:id', retrieve('invoice_payment')],
  ['GET', '/v1/invoiceitems', listInvoiceItems],
  ['POST', '/v1/invoiceitems', createInvoiceItem],
  ['GET', '/v1/invoiceitems/:id', retrieve('invoiceitem')],
  ['GET', '/v1/invoices', listInvoices],
  ['POST', '/v1/invoices', createInvoice],
  ['GET', '/v1/invoices/:id', retrieveInvoice],
  ['POST', '/v1/invoices/:id', updateInvoice],
  ['POST', '/v1/invoices/:id/finalize', finalizeInvoice],
  ['POST', '/v1/invoices/:id/mark_uncollectible', markUncollectible],
  ['POST', '/v1/invoices/:id/pay', payInvoice],
  ['POST', '/v1/invoices/:id/send', sendInvoice],
  ['POST', '/v1/invoices/:id/void', voidInvoice],
  ['GET', '/v1/payment_intents', listPaymentIntents],
  ['POST', '/v1/payment_intents', createPaymentIntent],
  ['GET', '/v1/payment_intents/:id', retrieve('payment_intent')],
  ['POST', '/v1/payment_intents/:id/cancel', cancelPaymentIntent],
  ['POST', '/v1/payment_intents/:id/capture', capturePaymentIntent],
  ['POST', '/v1/payment_intents/:id/confirm', confirmPaymentIntent],
  ['GET', '/v1/payment_methods', listPaymentMethods],
  ['POST', '/v1/payment_methods', createPaymentMethod],
  ['GET', '/v1/payment_methods/:id', retrieve('payment_method')],
  ['POST', '/v1/payment_methods/:id/attach', attachPaymentMethod],
  ['POST', '/v1/payment_methods/:id/detach', detachPaymentMethod],
  ['GET', '/v1/payment_pages/:id', retrieve('checkout.session')],
  ['POST', '/v1/payment_pages/:id/confirm', confirmPaymentPage],
  ['GET', '/v1/payouts', listPayouts],
  ['POST', '/v1/payouts', createPayout],
  ['GET', '/v1/payouts/:id', retrieve('payout')],
  ['POST', '/v1/payouts/:id', updatePayout],
  ['POST', '/v1/prices', createPrice],
  ['GET', '/v1/prices/:id', retrieve('price')],
  ['POST', '/v1/products', createProduct],
  ['GET', '/v1/products/:id', retrieve('product')],
  ['GET', '/v1/radar/early_fraud_warnings', listFraudWarnings],
  ['GET', '/v1/radar/early_fraud_warnings/:id', retrieve('radar.early_fraud_warning')],
  ['GET', '/v1/refunds', listRefunds],
  ['POST', '/v1/refunds', createRefund],
  ['GET', '/v1/refunds/:id', retrieve('refund')],
  ['POST', '/v1/refunds/:id', updateRefund],
  ['GET', '/v1/setup_intents/:id', retrieve('setup_intent')],
  ['GET', '/v1/topups', listTopups],
  ['POST', '/v1/topups', createTopup],
  ['GET', '/v1/topups/:id', retrieve('topup')],
  ['GET', '/v1/transfers', listTransfers],
  ['POST', '/v1/transfers', createTransfer],
  ['GET', '/v1/transfers/:id', retrieve('transfer')],
  ['POST', '/v1/transfers/:id', updateTransfer],
  ['GET', '/v1/transfers/:id/reversals', listTransferReversals],
  ['POST', '/v1/transfers/:id/reversals', createTransferReversal],
  ['GET', '/v2/core/events', listThinEvents],
  ['GET', '/v2/core/events/:id', retrieveThinEvent],
];
