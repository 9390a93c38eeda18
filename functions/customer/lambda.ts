import { streamedApiLambda } from '../edge/lambda.ts';
import { customerRouter } from './router.ts';

export const handler = streamedApiLambda(customerRouter);
