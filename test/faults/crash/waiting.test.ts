import { crashMatrix } from './crash-matrix.ts';
import { instrument } from './instrumented.ts';

const instrumented = instrument();
const { waiting } = await import('../stories/live.ts');

await crashMatrix(instrumented, waiting, { passes: 2 });
