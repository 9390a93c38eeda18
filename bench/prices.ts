/**
 * AWS's prices in USD, us-east-1, on demand, arm64, without free tiers; frozen so that figures of different days
 * compare. From aws.amazon.com/{dynamodb,sqs,lambda,s3}/pricing.
 */
export const prices = {
  /** 1 KB written; a transaction's count double, and the metered units say so already. */
  perMillionWriteUnits: 0.625,
  /** 4 KB read strongly consistent. */
  perMillionReadUnits: 0.125,
  perMillionSqsRequests: 0.4,
  perMillionFunctionCalls: 0.2,
  perMillionGigabyteSeconds: 13.33,
  /** Also each step of a multipart upload, and a list. */
  perMillionS3Puts: 5,
  perMillionS3Gets: 0.4,
} as const;
