import { faultMatrix } from './matrix.ts';
import { accounts } from './stories/accounts.ts';

faultMatrix(accounts);
