import { type Answer, callMarket } from './caller.ts';
import type { Customer } from './customer-plan.ts';

export const embedModel = 'parkade-embed-1';
export const chatModel = 'parkade-dictionary-1';

export const modelFor = ({ random, models }: Customer) => random.pick(models);

export const textOf = ({ remembered }: Customer, key: string) => `${remembered.canary} ${key}`;

export const lineOf = (customer: Customer, model: string, customId: string) => ({
  custom_id: customId,
  method: 'POST',
  url: model === embedModel ? '/v1/embeddings' : '/v1/chat/completions',
  body:
    model === embedModel
      ? { model, input: textOf(customer, customId) }
      : {
          model,
          messages: [{ role: 'user', content: textOf(customer, customId) }],
          temperature: 0,
          max_tokens: 16,
        },
});

export const askedOf = ({ random }: Customer, model: string, key: string) => ({
  endpoint: model === embedModel ? '/v1/embeddings' : '/v1/chat/completions',
  completion_window: random.pick(['1h', '4h', '24h']),
  metadata: { key },
});

/** By hand: a form as clients write it. */
export function upload(customer: Customer, key: string, text: string): Promise<Answer | undefined> {
  const boundary = `form-${key}`;
  const part = (name: string, more = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n`;
  const body = `${part('purpose')}\r\nbatch\r\n${part('file', '; filename="input.jsonl"')}content-type: application/jsonl\r\n\r\n${text}\r\n--${boundary}--\r\n`;
  return callMarket(customer, 'POST', '/files', {
    body,
    contentType: `multipart/form-data; boundary=${boundary}`,
    idempotencyKey: `${key}-file`,
  });
}
