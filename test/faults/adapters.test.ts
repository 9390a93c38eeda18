import { faultMatrix } from './matrix.ts';
import { adapters } from './stories/adapters.ts';

faultMatrix(adapters);
