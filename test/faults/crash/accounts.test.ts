import { crashMatrix } from './crash-matrix.ts';
import { instrument } from './instrumented.ts';

const instrumented = instrument();
const { accounts } = await import('../stories/accounts.ts');

await crashMatrix(instrumented, accounts);
