import { faultMatrix } from './matrix.ts';
import { owners } from './stories/owners.ts';

faultMatrix(owners);
