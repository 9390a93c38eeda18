import { crashMatrix } from './crash-matrix.ts';
import { instrument } from './instrumented.ts';

const instrumented = instrument();
const { owners } = await import('../stories/owners.ts');

await crashMatrix(instrumented, owners);
