import type { z } from 'zod';
import { type EngineReply, noUnits, type RequestBody } from './engine.ts';

/** Thrown inside an engine, and answered by `refusingInvalid`: the customer's mistake, not the engine's. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly code: string;
  readonly param: string | null;

  constructor(code: string, message: string, param: string | null = null) {
    super(message);
    this.code = code;
    this.param = param;
  }
}

/** Runs `answer`; an InvalidRequest becomes OpenAI's 400 error object, which costs nothing. */
export async function refusingInvalid(answer: () => Promise<EngineReply>): Promise<EngineReply> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    const { message, param, code } = error;
    return {
      status: 400,
      body: { error: { message, type: 'invalid_request_error', param, code } },
      units: noUnits,
    };
  }
}

/** `body` as `schema` reads it; throws InvalidRequest with the path of its first mistake. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: RequestBody, model: string) {
  if (body.model !== model)
    throw new InvalidRequest('model_not_found', `This engine runs '${model}' only.`, 'model');
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const param = [...issue.path, issue.keys[0]].join('.');
    throw new InvalidRequest('unsupported_parameter', `'${param}' is not supported by '${model}'.`, param);
  }
  const param = issue?.path.join('.') || null;
  throw new InvalidRequest('invalid_value', `Invalid '${param}': ${issue?.message}`, param);
}
