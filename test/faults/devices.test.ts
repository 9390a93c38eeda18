import { faultMatrix } from './matrix.ts';
import { devices } from './stories/devices.ts';

faultMatrix(devices);
