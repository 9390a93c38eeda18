import { faultMatrix } from './matrix.ts';
import { work } from './stories/work.ts';

faultMatrix(work);
