import type { Survivor } from './survivor.ts';

/** Those of what an owner is told ahead, of a night and of money: see survivors.ts. */
export const outlookSurvivors: readonly Survivor[] = [
  {
    file: 'shared/charter/what-if.ts',
    mutator: 'StringLiteral',
    line: "const code = eligibleUntil === null ? (reasons[0]?.code ?? 'unknown') : 'finishing';",
    original: "'unknown'",
    replacement: '""',
    reason: 'a judgement always has a reason: the default is for the compiler alone',
  },
  {
    file: 'shared/charter/plug-costs.ts',
    mutator: 'OptionalChaining',
    line: "return signals.computerMilliWatts?.source ?? 'sensor';",
    original: 'signals.computerMilliWatts?.source',
    replacement: 'signals.computerMilliWatts.source',
    reason: 'it was found fresh on the line before: the question mark is for the compiler alone',
  },
  {
    file: 'shared/charter/what-if.ts',
    mutator: 'OptionalChaining',
    line: "const code = eligibleUntil === null ? (reasons[0]?.code ?? 'unknown') : 'finishing';",
    original: 'reasons[0]?.code',
    replacement: 'reasons[0].code',
    reason: 'a judgement always has a reason: the question mark is for the compiler alone',
  },
  {
    file: 'shared/charter/what-if.ts',
    mutator: 'ObjectLiteral',
    line: 'data: { day: Number.NaN, bytes: 0 },',
    original: '{ day: Number.NaN, bytes: 0 }',
    replacement: '{}',
    reason: 'the first step is of another day than none, and sets both',
  },
  {
    file: 'shared/charter/what-if.ts',
    mutator: 'ConditionalExpression',
    line: 'if (eligibleUntil === null || costs === undefined || signals.finishThenStop?.value) {',
    original: 'costs === undefined',
    replacement: 'false',
    reason: 'where no price is known nothing is allowed: the check is for the compiler alone',
  },
  {
    file: 'shared/charter/estimate.ts',
    mutator: 'MethodExpression',
    line: 'Math.min(',
    original:
      'Math.min( ...catalogue .filter((model) => model.kind === kind) .map((model) => likelyReferenceMicros(model, 1_000_000) / 1_000_000), )',
    replacement:
      'Math.max(...catalogue.filter(model => model.kind === kind).map(model => likelyReferenceMicros(model, 1_000_000) / 1_000_000))',
    reason: 'of each kind one model is sold, so that the least is the most',
  },
  {
    file: 'shared/charter/estimate.ts',
    mutator: 'ArithmeticOperator',
    line: 'let left = share - 1e-9;',
    original: 'share - 1e-9',
    replacement: 'share + 1e-9',
    reason:
      'it decides only where a sum of weights meets a share to the billionth: which neighbour counts there is no promise',
  },
  {
    file: 'shared/charter/estimate.ts',
    mutator: 'EqualityOperator',
    line: 'if (left <= 0) return Math.round(value);',
    original: 'left <= 0',
    replacement: 'left < 0',
    reason:
      'it decides only where a sum of weights meets a share to the billionth: which neighbour counts there is no promise',
  },
  {
    file: 'shared/charter/preview.ts',
    mutator: 'EqualityOperator',
    line: 'for (let at = startsAt; at < endsAt; at += stepMillis) {',
    original: 'at < endsAt',
    replacement: 'at <= endsAt',
    reason: 'when the night ends the departure is past, and nothing is charged for it',
  },
  {
    file: 'shared/charter/preview.ts',
    mutator: 'ObjectLiteral',
    line: "const [{ code, text } = { code: 'unknown', text: '' }] = reasons.toSorted(",
    original: "{ code: 'unknown', text: '' }",
    replacement: '{}',
    reason: 'a refusal has a reason: the default is for the compiler alone',
  },
  {
    file: 'shared/charter/preview.ts',
    mutator: 'StringLiteral',
    line: "const [{ code, text } = { code: 'unknown', text: '' }] = reasons.toSorted(",
    original: "'unknown'",
    replacement: '""',
    reason: 'a refusal has a reason: the default is for the compiler alone',
  },
  {
    file: 'shared/charter/preview.ts',
    mutator: 'StringLiteral',
    line: "const [{ code, text } = { code: 'unknown', text: '' }] = reasons.toSorted(",
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'a refusal has a reason: the default is for the compiler alone',
  },
];
