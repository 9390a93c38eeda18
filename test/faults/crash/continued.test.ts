import { crashMatrix } from './crash-matrix.ts';
import { instrument } from './instrumented.ts';

const instrumented = instrument();
const { continued } = await import('../stories/work.ts');

/** Processes that die before it would lose the task: it would be given up, not continued. */
await crashMatrix(instrumented, continued, { only: (id) => /continueTask|requestsOf await/.test(id) });
