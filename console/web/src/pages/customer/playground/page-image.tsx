import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { answerOf, type Call } from './call.ts';
import { type Model, ModelChoice } from './model-choice.tsx';
import { SameCall } from './same-call.tsx';

const dataUrlOf = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(`${file.name} could not be read.`));
    reader.readAsDataURL(file);
  });

/** An image of a printed page, and the text that a vehicle reads on it. */
export function PageImage({ models }: { models: Model[] }) {
  const [model, setModel] = useState(models[0]?.id ?? '');
  const [url, setUrl] = useState('');
  const ask = useMutation({ mutationFn: answerOf });
  const image = { type: 'image_url', image_url: { url: url || 'data:image/png;base64,' } };
  const call: Call = {
    path: '/v1/chat/completions',
    body: { model, messages: [{ role: 'user', content: [image] }] },
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(call);
  };
  const choose = async (file: File | undefined) => {
    if (file) setUrl(await dataUrlOf(file));
  };
  return (
    <>
      <form className="part card" onSubmit={submit}>
        <ModelChoice models={models} id={model} choose={setModel} />
        <Named name="Image of a page (PNG or JPEG)">
          <input
            className="field"
            type="file"
            accept="image/png,image/jpeg"
            onChange={({ target }) => void choose(target.files?.[0])}
          />
        </Named>
        {url && <img className="page-image" src={url} alt="The page to be read" />}
        <button type="submit" className="button" data-kind="first" disabled={ask.isPending || url === ''}>
          Read it
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
