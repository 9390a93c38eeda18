import { faultMatrix } from './matrix.ts';
import { customers } from './stories/customers.ts';

faultMatrix(customers);
