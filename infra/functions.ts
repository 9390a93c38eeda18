import type { DeployedFunction } from './deployed-function.ts';
import { batchFunctions } from './functions/batches.ts';
import { bookFunctions } from './functions/books.ts';
import { callerFunctions } from './functions/callers.ts';
import { customerMoneyFunctions } from './functions/customers-money.ts';
import { ownerMoneyFunctions } from './functions/owners-money.ts';

/** Every function of the market, what calls it and what it may do. A file that is not here is not deployed. */
export const functions: readonly DeployedFunction[] = [
  ...callerFunctions,
  ...batchFunctions,
  ...customerMoneyFunctions,
  ...ownerMoneyFunctions,
  ...bookFunctions,
];
