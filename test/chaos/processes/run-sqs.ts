import { startSqs } from '../../../local/sqs.ts';
import { queueNames } from '../../../local/wiring.ts';
import { givenPlace, tellReady } from './place.ts';

/** In memory: with it all its messages are gone. */
await startSqs(queueNames(), givenPlace().ports.sqs);
tellReady();
