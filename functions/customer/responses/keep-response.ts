import { fileLifeMillis } from '../../../shared/customer-file.ts';
import type { StoredResponse } from '../../../shared/responses/stored-response.ts';
import { type ResponseName, type ResponseRecord, responseWrites } from '../../adapters/responses.ts';
import type { Deps } from '../../edge/deps.ts';

/** Where the content of a response lies in the files bucket, which forgets it when the record does. */
export const contentOf = ({ customerId, responseId }: ResponseName) => ({
  customerId,
  fileId: `response-${responseId}`,
});

export const putContent = ({ fileObjects }: Deps, name: ResponseName, stored: StoredResponse) =>
  fileObjects.put(contentOf(name), new TextEncoder().encode(JSON.stringify(stored)));

/** Its content is there before the record says so. Nothing where it is not to be stored. */
export async function keepResponse(
  deps: Deps,
  customerId: string,
  stored: StoredResponse,
  call?: ResponseRecord['call'],
): Promise<void> {
  if (!stored.begun.store) return;
  const name = { customerId, responseId: stored.begun.id };
  await putContent(deps, name, stored);
  const createdAt = deps.now();
  const record = { ...name, createdAt, expiresAt: createdAt + fileLifeMillis };
  const state = call ? ({ state: 'waiting', call } as const) : ({ state: 'ended' } as const);
  await deps.commit([responseWrites.create({ ...record, ...state })]);
}
