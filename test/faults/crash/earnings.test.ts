import { crashMatrix } from './crash-matrix.ts';
import { instrument } from './instrumented.ts';

const instrumented = instrument();
const { earnings } = await import('../stories/earnings.ts');

await crashMatrix(instrumented, earnings);
