import { dirname } from 'node:path';
import { createWorker, OEM, PSM } from 'tesseract.js';
import { chatRequest } from '../../shared/chat-request.ts';
import { chatReply } from './chat-reply.ts';
import type { Clock, Engine, EngineReply, OnChoice, RequestBody } from './engine.ts';
import { InvalidRequest, refuseOtherModel, refusingInvalid } from './invalid-request.ts';
import { fileAt, type ModelPlace, packageVersion, readModelFiles } from './model-file.ts';
import { pageImageOf } from './page-image.ts';

const model = 'tesseract-eng';

/**
 * Reads the printed text of one page image a chat request, in Tesseract (WebAssembly, one worker thread). Text parts
 * and sampling parameters are accepted, since clients send them, and change nothing; pages are metered, not tokens.
 */
export async function openOcr(options: ModelPlace & { now: Clock }): Promise<Engine> {
  const language = fileAt(await readModelFiles(model, options), 0);
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: dirname(language.path),
    cacheMethod: 'none',
    gzip: true,
    // Without a handler a bad image would end the process; the call rejects all the same.
    errorHandler: () => undefined,
  });
  await worker.setParameters({
    tessedit_pageseg_mode: PSM.AUTO,
    // It writes a line a page to stderr otherwise.
    debug_file: '/dev/null',
  });

  async function answer(body: RequestBody, onChoice?: OnChoice): Promise<EngineReply> {
    const chat = chatRequest(body);
    refuseOtherModel(chat.model.id, model);
    const image = pageImageOf(chat.request);
    const text = await worker.recognize(image).then(
      ({ data }) => data.text.trimEnd(),
      (error: unknown) => {
        if (isUnreadable(error))
          throw new InvalidRequest('invalid_image', 'The image is damaged and can not be read.', 'messages');
        throw error;
      },
    );
    if (text !== '') onChoice?.({ index: 0, delta: { content: text } });
    return chatReply(body, {
      model,
      choices: [{ content: text, finishReason: 'stop' }],
      units: { inputTokens: 0, outputTokens: 0, pages: 1 },
      createdAt: options.now(),
    });
  }

  return {
    model,
    name: packageVersion('tesseract.js'),
    modelSha256: language.sha256,
    run: (body, _signal, onChoice) => refusingInvalid(() => answer(body, onChoice)),
    close: async () => {
      await worker.terminate();
    },
  };
}

/** tesseract.js rejects with a string; this one says that Leptonica could not decode the image. */
const isUnreadable = (error: unknown) => /attempting to read image|pix/i.test(String(error));
