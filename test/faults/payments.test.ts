import { faultMatrix } from './matrix.ts';
import { payments } from './stories/payments.ts';

faultMatrix(payments);
