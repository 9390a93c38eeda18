import { apiLambda } from '../edge/lambda.ts';
import { ownerRouter } from './router.ts';

export const handler = apiLambda(ownerRouter);
