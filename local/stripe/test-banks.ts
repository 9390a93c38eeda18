import { z } from 'zod';
import {
  decideDispute,
  decisionParams,
  escalateInquiry,
  reinstateLate,
  reinstatementParams,
} from './decide-dispute.ts';
import { openDispute } from './disputes.ts';
import { warnOfFraud } from './fraud-warnings.ts';
import { jsonBooleanParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { failRefund } from './refund-money.ts';
import type { Route } from './routes.ts';

const disputeParams = z.object({
  inquiry: jsonBooleanParam.default(false),
  amount: z.number().int().min(1).exactOptional(),
  reason: z.string().exactOptional(),
});
const warningParams = z.object({ fraud_type: z.string().exactOptional() });
const refundParams = z.object({ reason: z.string().default('lost_or_stolen_card') });

/** What cardholders and their banks do after a payment. */
export const bankTestRoutes: readonly Route[] = [
  [
    'POST',
    '/_test/charges/:id/dispute',
    (call) => {
      const { inquiry, ...terms } = parseParams(call, disputeParams);
      const status = inquiry ? 'warning_needs_response' : 'needs_response';
      return openDispute(call, getPathObject(call, 'charge'), status, terms);
    },
  ],
  [
    'POST',
    '/_test/charges/:id/warn',
    (call) => warnOfFraud(call, getPathObject(call, 'charge'), parseParams(call, warningParams).fraud_type),
  ],
  [
    'POST',
    '/_test/disputes/:id/decide',
    (call) => decideDispute(call, getPathObject(call, 'dispute'), parseParams(call, decisionParams)),
  ],
  [
    'POST',
    '/_test/disputes/:id/reinstate',
    (call) => reinstateLate(call, getPathObject(call, 'dispute'), parseParams(call, reinstatementParams)),
  ],
  ['POST', '/_test/disputes/:id/escalate', (call) => escalateInquiry(call, getPathObject(call, 'dispute'))],
  [
    'POST',
    '/_test/refunds/:id/fail',
    (call) => failRefund(call, getPathObject(call, 'refund'), parseParams(call, refundParams).reason),
  ],
];
