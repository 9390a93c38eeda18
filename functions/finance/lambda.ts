import { apiLambda } from '../edge/lambda.ts';
import { financeRouter } from './router.ts';

export const handler = apiLambda(financeRouter);
