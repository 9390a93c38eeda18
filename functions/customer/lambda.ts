import { apiLambda } from '../edge/lambda.ts';
import { customerRouter } from './router.ts';

export const handler = apiLambda(customerRouter);
