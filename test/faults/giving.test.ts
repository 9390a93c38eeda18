import { faultMatrix } from './matrix.ts';
import { giving } from './stories/giving.ts';

faultMatrix(giving);
