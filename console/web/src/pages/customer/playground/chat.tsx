import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { AskForm, useQuestion } from './ask-form.tsx';
import { type Call, streamedAnswer } from './call.ts';
import type { Model } from './model-choice.tsx';

const tokensMax = 64;

export function Chat({ models }: { models: Model[] }) {
  const asked = useQuestion(models);
  const { model, text } = asked.question;
  const { ask, answer } = useStream();
  const call: Call = {
    path: '/v1/chat/completions',
    body: { model, messages: [{ role: 'user', content: text }], max_tokens: tokensMax, stream: true },
  };
  return <AskForm models={models} asked={asked} call={call} ask={ask} answer={answer} />;
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
