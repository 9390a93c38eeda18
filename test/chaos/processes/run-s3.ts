import { join } from 'node:path';
import { localCredentials } from '../../../local/dynamo.ts';
import { startS3 } from '../../../local/s3/server.ts';
import { givenPlace, tellReady } from './place.ts';

const { dir, ports } = givenPlace();
await startS3({ dir: join(dir, 's3'), port: ports.s3, credentials: localCredentials });
tellReady();
