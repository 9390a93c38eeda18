import { apiLambda } from '../edge/lambda.ts';
import { vehicleRouter } from './router.ts';

export const handler = apiLambda(vehicleRouter);
