import { openEngineProcess } from '../../../agent/engines/engine-process.ts';
import { ocrLines } from '../../../local/demo/batches.ts';

/** A process that reads pages, one after the other, and tells its parent each page and who reads it. */
const never = new AbortController().signal;
const engines = openEngineProcess({ driverBack: () => never });
const engine = await engines.get('tesseract-eng');
for (const { body } of ocrLines()) {
  process.send?.({ pid: engines.pid });
  await engine.run(body);
}
