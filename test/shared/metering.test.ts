import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue, getModel, type Model } from '../../shared/catalogue.ts';
import {
  addUnits,
  estimate,
  likelyReferenceMicros,
  referenceMicrosOf,
  runningMicrosOf,
} from '../../shared/metering.ts';

const dictionary = getModel('parkade-dictionary-1');
const embed = getModel('parkade-embed-1');
const ocr = getModel('tesseract-eng');

/** Rates that are all different, so that none can be taken for another. */
const odd: Model = {
  ...dictionary,
  referenceMicrosPer: { inputToken: 2, outputToken: 30, page: 500 },
  runningMicrosPer: { inputToken: 7, outputToken: 110, page: 1_300 },
};
const units = { inputTokens: 10, outputTokens: 3, pages: 2 };

test('each unit is billed at its own rate, and takes its own time', () => {
  expect(referenceMicrosOf(odd, units)).toBe(20 + 90 + 1_000);
  expect(runningMicrosOf(odd, units)).toBe(70 + 330 + 2_600);
});

test('units add up, each to its own kind, and none to nothing', () => {
  expect(addUnits([])).toEqual({ inputTokens: 0, outputTokens: 0, pages: 0 });
  expect(addUnits([units, { inputTokens: 1, outputTokens: 20, pages: 300 }])).toEqual({
    inputTokens: 11,
    outputTokens: 23,
    pages: 302,
  });
});

describe('what running so long is likely billed', () => {
  test('is in the proportion of the dearest unit that the model has', () => {
    expect(likelyReferenceMicros(ocr, 3_300_000)).toBe(15_000_000);
    expect(likelyReferenceMicros(embed, 1_000)).toBe(2_000);
    expect(likelyReferenceMicros(odd, 1_300)).toBe(500);
    const pageless = { ...odd, runningMicrosPer: { ...odd.runningMicrosPer, page: 0 } };
    expect(likelyReferenceMicros(pageless, 110)).toBe(30);
  });

  test('is rounded to the nearest', () => {
    expect([1, 2, 3].map((micros) => likelyReferenceMicros(ocr, micros))).toEqual([5, 9, 14]);
  });

  test('is nothing of a model that takes no time', () => {
    const idle = { ...odd, runningMicrosPer: { inputToken: 0, outputToken: 0, page: 0 } };
    expect(likelyReferenceMicros(idle, 1_000)).toBe(0);
  });
});

const ask = { textBytes: 90, texts: 2, tools: 0, outputTokens: 9, choices: 1, pages: 0 };

describe('an estimate of a chat', () => {
  test('counts a token for each byte and for the template at the most, and one for 4.5 bytes likely', () => {
    // 90 bytes, 120 of the template and 2 for each text: at most 214; likely 20 and a quarter of 124.
    expect(estimate(dictionary, ask)).toEqual({
      ceilingMicros: 214 * 80 + 9 * 1_000,
      runningMicros: 51 * 80 + 5 * 1_000,
      likely: { inputTokens: 51, outputTokens: 5, pages: 0 },
    });
  });

  test('rounds each part of it up', () => {
    // 91 bytes: 20.2 tokens; 126 of the template and three texts: a quarter is 31.5.
    expect(estimate(dictionary, { ...ask, textBytes: 91, texts: 3 }).likely.inputTokens).toBe(21 + 32);
    expect(estimate(dictionary, { ...ask, outputTokens: 8 }).likely.outputTokens).toBe(4);
  });

  test('bills its prompt once and its answers each, and reads the prompt anew for each', () => {
    expect(estimate(dictionary, { ...ask, choices: 3 })).toEqual({
      ceilingMicros: 214 * 80 + 27 * 1_000,
      runningMicros: 3 * 51 * 80 + 15 * 1_000,
      likely: { inputTokens: 51, outputTokens: 15, pages: 0 },
    });
  });

  test('adds what telling of functions takes, once and for each, where there are any', () => {
    const most = (tools: number, model = dictionary) => estimate(model, { ...ask, tools }).ceilingMicros / 80;
    expect(most(1) - most(0)).toBe(300 + 24);
    expect(most(2) - most(1)).toBe(24);
    const { tools: _none, ...limits } = dictionary.limits;
    expect(most(5, { ...dictionary, limits })).toBe(most(0));
  });

  test('takes a byte for as many tokens as the model’s vocabulary may, whole', () => {
    const limits = { ...dictionary.limits, maxTokensPerByte: 0.5 };
    const most = (textBytes: number) =>
      estimate({ ...dictionary, limits }, { ...ask, textBytes }).ceilingMicros / 80;
    expect(most(91) - most(90)).toBe(1);
    expect(most(92) - most(91)).toBe(0);
  });

  test('of a prompt that is longer than the context is the context, at the most and likely', () => {
    const long = estimate(dictionary, { ...ask, textBytes: 1_000_000 });
    expect(long.ceilingMicros).toBe(1_024 * 80 + 9 * 1_000);
    expect(long.likely.inputTokens).toBe(1_024);
    expect(long.runningMicros).toBe(1_024 * 80 + 5 * 1_000);
  });
});

test('embeddings of many texts may be longer than one context, since each text has its own', () => {
  const { ceilingMicros, likely } = estimate(embed, { ...ask, textBytes: 9_000, texts: 10, outputTokens: 0 });
  expect(ceilingMicros).toBe((9_000 + 20) * 100);
  expect(likely).toEqual({ inputTokens: 2_000 + 5, outputTokens: 0, pages: 0 });
});

test('pages are billed and run as they are', () => {
  expect(estimate(ocr, { ...ask, pages: 3 })).toEqual({
    ceilingMicros: 3 * 15_000_000,
    runningMicros: 3 * 3_300_000,
    likely: { inputTokens: 20, outputTokens: 5, pages: 3 },
  });
});

test('what is likely is never more than the ceiling, whatever is asked of whichever model', () => {
  const count = fc.nat(100_000);
  const small = fc.nat(20);
  fc.assert(
    fc.property(
      fc.constantFrom(...catalogue),
      fc.record({
        textBytes: count,
        texts: small,
        tools: small,
        outputTokens: count,
        choices: small,
        pages: small,
      }),
      (model, asked) => {
        const { ceilingMicros, likely } = estimate(model, asked);
        expect(referenceMicrosOf(model, likely)).toBeLessThanOrEqual(ceilingMicros);
      },
    ),
  );
});
