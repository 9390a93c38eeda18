import { faultMatrix } from './matrix.ts';
import { earnings } from './stories/earnings.ts';

faultMatrix(earnings);
