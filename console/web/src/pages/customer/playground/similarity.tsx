import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { HeatMap } from '../../../charts/heat-map.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { type Call, vectorsOf } from './call.ts';
import { type Model, ModelChoice } from './model-choice.tsx';
import { SameCall } from './same-call.tsx';

const firstSentences = [
  'The car is parked in the garage.',
  'An automobile stands in the parking lot.',
  'She cooked soup for dinner.',
  'Dinner was a bowl of soup.',
];

const sentencesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** The cosine of the angle between two vectors: 1 where they point the same way. */
function cosineOf(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, each, at) => sum + each * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

export function Similarity({ models }: { models: Model[] }) {
  const [model, setModel] = useState(models[0]?.id ?? '');
  const [text, setText] = useState(firstSentences.join('\n'));
  const sentences = sentencesOf(text);
  const call: Call = { path: '/v1/embeddings', body: { model, input: sentences } };
  const ask = useMutation({
    mutationFn: async (names: string[]) => {
      const vectors = await vectorsOf(call);
      return { names, amounts: vectors.map((one) => vectors.map((other) => cosineOf(one, other))) };
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(sentences);
  };
  return (
    <>
      <form className="part card" onSubmit={submit}>
        <ModelChoice models={models} id={model} choose={setModel} />
        <Named name="Sentences, one a line">
          <textarea
            className="field code-field"
            rows={5}
            required
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Named>
        <button type="submit" className="button" data-kind="first" disabled={ask.isPending}>
          Compare
        </button>
        <p role="status">{ask.isPending && 'Waiting for a vehicle…'}</p>
        {ask.error && <ErrorSaid error={ask.error} />}
      </form>
      {ask.data && (
        <HeatMap
          title="How alike they are (cosine)"
          {...ask.data}
          range={[0, 1]}
          format={(cosine) => cosine.toFixed(2)}
        />
      )}
      <SameCall call={call} />
    </>
  );
}
