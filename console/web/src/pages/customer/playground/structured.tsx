import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Named } from '../../../parts/named.tsx';
import { AskForm, useQuestion } from './ask-form.tsx';
import { answerOf, type Call } from './call.ts';
import type { Model } from './model-choice.tsx';

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
  const asked = useQuestion(models);
  const { model, text } = asked.question;
  const [schemaText, setSchemaText] = useState(JSON.stringify(firstSchema, null, 2));
  const schema = parsed(schemaText);
  const ask = useMutation({ mutationFn: answerOf });
  const call: Call = {
    path: '/v1/chat/completions',
    body: {
      model,
      messages: [{ role: 'user', content: text }],
      max_tokens: tokensMax,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: schema ?? {} } },
    },
  };
  const answer = ask.isPending ? undefined : ask.data;
  return (
    <AskForm
      models={models}
      asked={asked}
      call={call}
      ask={ask}
      answer={answer}
      isReady={schema !== undefined}
    >
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
    </AskForm>
  );
}
