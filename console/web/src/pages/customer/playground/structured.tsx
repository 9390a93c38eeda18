import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { answerOf, type Call } from './call.ts';
import { type Model, ModelChoice } from './model-choice.tsx';
import { SameCall } from './same-call.tsx';

const tokensMax = 128;
const firstSchema = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: ['noun', 'verb', 'adjective'] },
    isCommon: { type: 'boolean' },
  },
  required: ['kind', 'isCommon'],
  additionalProperties: false,
};

function parsed(text: string): object | undefined {
  try {
    const schema: unknown = JSON.parse(text);
    return typeof schema === 'object' && schema !== null ? schema : undefined;
  } catch {
    return undefined;
  }
}

/** The answer is JSON by the schema, whatever the model would have liked to say. */
export function Structured({ models }: { models: Model[] }) {
  const [model, setModel] = useState(models[0]?.id ?? '');
  const [text, setText] = useState('Define harbor.');
  const [schemaText, setSchemaText] = useState(JSON.stringify(firstSchema, null, 2));
  const schema = parsed(schemaText);
  const ask = useMutation({ mutationFn: answerOf });
  const format = { type: 'json_schema', json_schema: { name: 'answer', schema: schema ?? {} } };
  const call: Call = {
    path: '/v1/chat/completions',
    body: {
      model,
      messages: [{ role: 'user', content: text }],
      max_tokens: tokensMax,
      response_format: format,
    },
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(call);
  };
  return (
    <>
      <form className="part card" onSubmit={submit}>
        <ModelChoice models={models} id={model} choose={setModel} />
        <Named name="Message">
          <textarea
            className="field code-field"
            rows={2}
            required
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Named>
        <Named name="JSON schema of the answer">
          <textarea
            className="field code-field"
            rows={9}
            spellCheck={false}
            aria-invalid={!schema}
            value={schemaText}
            onChange={({ target }) => setSchemaText(target.value)}
          />
        </Named>
        {!schema && <p className="bad">This is no JSON yet.</p>}
        <button type="submit" className="button" data-kind="first" disabled={ask.isPending || !schema}>
          Ask
        </button>
        <p className="answer" aria-live="polite" data-answer>
          {ask.isPending ? 'Waiting for a vehicle…' : ask.data}
        </p>
        {ask.error && <ErrorSaid error={ask.error} />}
      </form>
      <SameCall call={call} />
    </>
  );
}
