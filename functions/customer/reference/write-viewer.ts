import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagedViewer } from './packaged-viewer.ts';

/** At deployment: puts the viewer's script beside the bundled function, in the folder that is named. */
const [, , folder] = process.argv;
if (!folder) throw new Error('Name the folder: node write-viewer.ts FOLDER');
writeFileSync(join(folder, 'viewer.js.gz'), await packagedViewer());
