import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { type Call, streamedAnswer } from './call.ts';
import { type Model, ModelChoice } from './model-choice.tsx';
import { SameCall } from './same-call.tsx';

const tokensMax = 64;

export function Chat({ models }: { models: Model[] }) {
  const [model, setModel] = useState(models[0]?.id ?? '');
  const [text, setText] = useState('Define harbor.');
  const { ask, answer } = useStream();
  const call: Call = {
    path: '/v1/chat/completions',
    body: { model, messages: [{ role: 'user', content: text }], max_tokens: tokensMax, stream: true },
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
            rows={3}
            required
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Named>
        <button type="submit" className="button" data-kind="first" disabled={ask.isPending}>
          Ask
        </button>
        <p className="answer" aria-live="polite" aria-busy={ask.isPending} data-answer>
          {answer || (ask.isPending && 'Waiting for a vehicle…')}
        </p>
        {ask.error && <ErrorSaid error={ask.error} />}
      </form>
      <SameCall call={call} />
    </>
  );
}

/** The answer as far as it has come; who leaves the page ends the call. */
function useStream() {
  const [answer, setAnswer] = useState('');
  const aborter = useRef<AbortController>(undefined);
  useEffect(() => () => aborter.current?.abort(), []);
  const ask = useMutation({
    mutationFn: async (call: Call) => {
      setAnswer('');
      aborter.current = new AbortController();
      for await (const piece of streamedAnswer(call, aborter.current.signal)) setAnswer((so) => so + piece);
    },
  });
  return { ask, answer };
}
