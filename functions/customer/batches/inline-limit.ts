import { bodyLimit } from 'hono/body-limit';
import { inlineLimits } from '../../../shared/contract/batch-input.ts';
import { Refusal } from '../../../shared/refusal.ts';

/** Requests that come inline are held in memory: a body over the limit is refused before it is read. */
export const inlineLimit = bodyLimit({
  maxSize: inlineLimits.bytes,
  onError: () => {
    throw new Refusal(
      'request_too_large',
      `The body may have ${inlineLimits.bytes} bytes. Upload the requests as a file, and name it as input_file_id.`,
      { param: 'requests' },
    );
  },
});
