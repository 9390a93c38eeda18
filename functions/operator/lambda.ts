import { apiLambda } from '../edge/lambda.ts';
import { operatorRouter } from './router.ts';

export const handler = apiLambda(operatorRouter);
