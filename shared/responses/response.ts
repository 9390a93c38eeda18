import type { ChatCompletion } from '../contract/chat-completion.ts';
import type { OutputItem, ResponseObject, ResponseUsage } from '../contract/response-object.ts';
import type { ResponseRequest } from '../contract/responses.ts';

/** Milliseconds since the epoch. */
type Beginning = { responseId: string; createdAt: number; store: boolean; serviceTier: string };

/** A response of which nothing is said yet: what was asked for, with what holds where nothing was said. */
export function newResponse(request: ResponseRequest, beginning: Beginning): ResponseObject {
  return {
    id: beginning.responseId,
    object: 'response',
    created_at: Math.floor(beginning.createdAt / 1_000),
    completed_at: null,
    status: request.background ? 'queued' : 'in_progress',
    background: request.background ?? false,
    error: null,
    incomplete_details: null,
    output: [],
    usage: null,
    service_tier: beginning.serviceTier,
    store: beginning.store,
    ...askedOf(request),
    ...toolsOf(request),
    ...notesOf(request),
  };
}

const askedOf = (request: ResponseRequest) => ({
  model: request.model,
  instructions: request.instructions ?? null,
  previous_response_id: request.previous_response_id ?? null,
  max_output_tokens: request.max_output_tokens ?? null,
  temperature: request.temperature ?? null,
  top_p: request.top_p ?? null,
  text: { format: request.text?.format ?? { type: 'text' as const } },
  reasoning: { effort: null, summary: null },
  top_logprobs: 0 as const,
  truncation: 'disabled' as const,
});

const toolsOf = ({ tools = [], tool_choice = 'auto', parallel_tool_calls }: ResponseRequest) => ({
  tools: tools.map((tool) => ({
    ...tool,
    description: tool.description ?? null,
    parameters: tool.parameters ?? null,
    strict: tool.strict ?? true,
  })),
  tool_choice,
  parallel_tool_calls: parallel_tool_calls ?? true,
  max_tool_calls: null,
});

const notesOf = (request: ResponseRequest) => ({
  metadata: request.metadata ?? {},
  prompt_cache_key: request.prompt_cache_key ?? null,
  safety_identifier: request.safety_identifier ?? null,
  user: request.user ?? null,
});

type Ended = { output: OutputItem[]; completion: ChatCompletion; endedAt: number };

/** What the model said, and whether it said all of it. `endedAt`: ms since the epoch. */
export function endedResponse(begun: ResponseObject, { output, completion, endedAt }: Ended): ResponseObject {
  const reason = incompleteReason(completion);
  const { service_tier: serviceTier } = completion;
  return {
    ...begun,
    ...(typeof serviceTier === 'string' && { service_tier: serviceTier }),
    status: reason ? 'incomplete' : 'completed',
    completed_at: reason ? null : Math.floor(endedAt / 1_000),
    incomplete_details: reason ? { reason } : null,
    output,
    usage: usageOf(completion),
  };
}

export function incompleteReason({ choices: [choice] }: ChatCompletion) {
  switch (choice?.finish_reason) {
    case 'length':
      return 'max_output_tokens';
    case 'content_filter':
      return 'content_filter';
    default:
      return undefined;
  }
}

/** `invalid_prompt`: the engine refused what was asked; `server_error`: it could not be done. */
type Failure = NonNullable<ResponseObject['error']>;

export const failedResponse = (
  begun: ResponseObject,
  error: Failure,
  output: OutputItem[] = [],
): ResponseObject => ({
  ...begun,
  status: 'failed',
  error,
  output,
});

function usageOf({ usage }: ChatCompletion): ResponseUsage {
  return {
    input_tokens: usage.prompt_tokens,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: usage.completion_tokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.total_tokens,
  };
}
