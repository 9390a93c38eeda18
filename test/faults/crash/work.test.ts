import { crashMatrix } from './crash-matrix.ts';
import { instrument } from './instrumented.ts';

const instrumented = instrument();
const { work } = await import('../stories/work.ts');

await crashMatrix(instrumented, work, { passes: 2 });
