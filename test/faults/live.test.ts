import { faultMatrix } from './matrix.ts';
import { live } from './stories/live.ts';

faultMatrix(live);
