import { apiLambda } from '../edge/lambda.ts';
import { stripeRouter } from './router.ts';

export const handler = apiLambda(stripeRouter);
