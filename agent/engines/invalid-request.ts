import { isRefusal } from '../../shared/refusal.ts';
import { type EngineReply, noUnits } from './engine.ts';

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

/** Runs `answer`; an InvalidRequest or a Refusal becomes OpenAI's 400 error object, which costs nothing. */
export async function refusingInvalid(answer: () => Promise<EngineReply>): Promise<EngineReply> {
  try {
    return await answer();
  } catch (error) {
    const no = noOf(error);
    if (!no) throw error;
    return { status: 400, body: { error: { ...no, type: 'invalid_request_error' } }, units: noUnits };
  }
}

function noOf(error: unknown) {
  if (error instanceof InvalidRequest)
    return { message: error.message, param: error.param, code: error.code };
  if (isRefusal(error))
    return { message: error.message, param: error.details.param || null, code: error.code };
  return undefined;
}

/** Throws InvalidRequest for a request that was meant for another engine. */
export function refuseOtherModel(asked: string, model: string) {
  if (asked !== model)
    throw new InvalidRequest('model_not_found', `This engine runs '${model}' only.`, 'model');
}
