import { padded } from './padded.ts';

/** What is a customer's own, but its money. */
export const customerKeys = {
  credential: (secretSha256: string) => ({ pk: `CREDENTIAL#${secretSha256}`, sk: 'CREDENTIAL' }),
  customer: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' }),
  apiKey: (customerId: string, keyId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `KEY#${keyId}` }),
  project: (customerId: string, projectId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `PROJECT#${projectId}`,
  }),
  /** What a project of a month ("2027-01") has held and been charged: its cap is kept here. */
  projectSpend: ({
    customerId,
    projectId,
    month,
  }: {
    customerId: string;
    projectId: string;
    month: string;
  }) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `SPEND#${projectId}#${month}`,
  }),
  spendAlert: (alert: { customerId: string; projectId: string; month: string; percent: number }) => ({
    pk: `CUSTOMER#${alert.customerId}`,
    sk: `ALERT#${alert.projectId}#${alert.month}#${padded(alert.percent, 3)}`,
  }),
  /** Estimated tokens of the batches under way. */
  enqueuedTokens: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'ENQUEUED' }),
  /** The rate of a key, or of the whole organisation: apart from the customer's things, since it is written most. */
  rateBucket: (customerId: string, keyId = '') => ({ pk: `RATE#${customerId}#${keyId}`, sk: 'BUCKET' }),
  /** What was used and charged on a day ("2027-01-08"), by what it is told apart by. */
  usage: (name: {
    customerId: string;
    day: string;
    projectId: string;
    keyId: string;
    model: string;
    window: string;
  }) => ({
    pk: `USAGE#${name.customerId}`,
    sk: `${name.day}#${name.projectId}#${name.keyId}#${name.model}#${name.window}`,
  }),
  quote: (customerId: string, quoteId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `QUOTE#${quoteId}` }),
  file: (customerId: string, fileId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `FILE#${fileId}` }),
  /** A file that comes in parts, and its parts: in the order of their ids. */
  upload: (customerId: string, uploadId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `UPLOAD#${uploadId}`,
  }),
  uploadPart: (customerId: string, uploadId: string, partId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `PART#${uploadId}#${partId}`,
  }),
  /** The first answer under an Idempotency-Key. */
  keptAnswer: (customerId: string, keySha256: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `ANSWER#${keySha256}`,
  }),
  response: (customerId: string, responseId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `RESPONSE#${responseId}`,
  }),
  webhookEndpoint: (customerId: string, endpointId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `WEBHOOK#${endpointId}`,
  }),
  /** How many webhook endpoints a customer has. */
  webhookCount: (customerId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: 'WEBHOOKS' }),
  /** That an event's deliveries have been made. */
  webhookEvent: (customerId: string, eventId: string) => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `EVENT#${eventId}`,
  }),
  webhookDelivery: (name: { customerId: string; endpointId: string; deliveryId: string }) => ({
    pk: `CUSTOMER#${name.customerId}`,
    sk: `DELIVERY#${name.endpointId}#${name.deliveryId}`,
  }),
};
