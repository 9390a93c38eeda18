import { type FormEvent, type ReactNode, useState } from 'react';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Call } from './call.ts';
import { type Model, ModelChoice } from './model-choice.tsx';
import { SameCall } from './same-call.tsx';

/** What is asked of a chat model. */
type Question = { model: string; text: string };

export function useQuestion(models: readonly Model[]) {
  const [question, setQuestion] = useState<Question>({ model: models[0]?.id ?? '', text: 'Define harbor.' });
  return { question, change: (to: Partial<Question>) => setQuestion((now) => ({ ...now, ...to })) };
}

/** A message to a model, its answer below, and the same call as code. `children`: what else is asked for. */
export function AskForm({
  models,
  asked: { question, change },
  call,
  ask,
  answer,
  isReady = true,
  children,
}: {
  models: Model[];
  asked: ReturnType<typeof useQuestion>;
  call: Call;
  ask: { mutate: (call: Call) => void; isPending: boolean; error: Error | null };
  answer: string | undefined;
  isReady?: boolean;
  children?: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(call);
  };
  return (
    <>
      <form className="part card" onSubmit={submit}>
        <ModelChoice models={models} id={question.model} choose={(model) => change({ model })} />
        <Named name="Message">
          <textarea
            className="field code-field"
            rows={3}
            required
            value={question.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        </Named>
        {children}
        <button type="submit" className="button" data-kind="first" disabled={ask.isPending || !isReady}>
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
